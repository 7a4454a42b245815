package dev.braid.telemetry.query;

import dev.braid.api.telemetry.v1.GetLatencyMatrixRequest;
import dev.braid.api.telemetry.v1.GetLatencyMatrixResponse;
import dev.braid.api.telemetry.v1.LatencyCell;
import dev.braid.api.telemetry.v1.LatencyRow;
import dev.braid.platform.errors.Refusal;
import dev.braid.platform.paging.PageToken;
import dev.braid.telemetry.matrix.LatencyMatrix.Cell;
import dev.braid.telemetry.matrix.LatencyMatrix.Page;
import dev.braid.telemetry.matrix.LatencyMatrix.Question;
import dev.braid.telemetry.matrix.LatencyMatrix.Row;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeSet;

/** The latency matrix as the contract has it. */
final class MatrixProto {
    private MatrixProto() {}

    static Question question(GetLatencyMatrixRequest request) {
        return new Question(
                day(request.getDay()),
                Optional.of(request.getProviderId()).filter(id -> !id.isEmpty()),
                new TreeSet<>(request.getMetroIdsList()),
                PageToken.decode(request.getPageToken(), filters(request)),
                PageToken.size(request.getPageSize()));
    }

    static GetLatencyMatrixResponse page(GetLatencyMatrixRequest request, Page page) {
        GetLatencyMatrixResponse.Builder response = GetLatencyMatrixResponse.newBuilder()
                .addAllRows(page.rows().stream().map(MatrixProto::row).toList());
        if (page.more()) {
            response.setNextPageToken(PageToken.encode(page.rows().getLast().metroId(), filters(request)));
        }
        return response.build();
    }

    private static LatencyRow row(Row row) {
        return LatencyRow.newBuilder()
                .setMetroId(row.metroId())
                .addAllCells(row.cells().stream().map(MatrixProto::cell).toList())
                .build();
    }

    private static LatencyCell cell(Cell cell) {
        LatencyCell.Builder message = LatencyCell.newBuilder()
                .setMetroId(cell.metroId())
                .setFresh(cell.measured().fresh());
        if (cell.measured().exists()) {
            message.setLatencyUs(cell.measured().latencyUs());
        }
        if (cell.floor().exists()) {
            message.setLatencyFloorUs(cell.floor().latencyUs());
        }
        return message.build();
    }

    private static Optional<LocalDate> day(String day) {
        try {
            return day.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(day));
        } catch (DateTimeException e) {
            throw Refusal.invalid("day", "must be a day such as 2026-07-24, but is '%s'".formatted(day));
        }
    }

    private static Object[] filters(GetLatencyMatrixRequest request) {
        return new Object[] {
            "latency-matrix",
            request.getDay(),
            request.getProviderId(),
            new TreeSet<>(request.getMetroIdsList()).toString()
        };
    }
}
