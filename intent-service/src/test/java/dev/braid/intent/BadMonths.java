package dev.braid.intent;

import dev.braid.api.intent.v1.GetSlaReportRequest;
import dev.braid.api.intent.v1.ListSlaReportsRequest;
import dev.braid.intent.BadRequests.Bad;
import java.util.ArrayList;
import java.util.List;

/** Questions about promises that cannot be answered. */
final class BadMonths {
    private static final List<String> NO_MONTHS =
            List.of("2026", "2026-13", "2026-00", "26-01", "11-2026", "2999-01", "ü");

    private BadMonths() {}

    static List<Bad> ofAnIntent() {
        List<Bad> bads = new ArrayList<>();
        bads.add(new Bad(GetSlaReportRequest.getDefaultInstance(), "intent_id"));
        bads.add(new Bad(request("x".repeat(65), ""), "intent_id"));
        bads.add(new Bad(request("good", "2026-11-29"), "month"));
        NO_MONTHS.forEach(month -> bads.add(new Bad(request("good", month), "month")));
        // Before it was submitted.
        bads.add(new Bad(request("good", "2020-01"), "month"));
        return bads;
    }

    static List<Bad> ofAList() {
        List<Bad> bads = new ArrayList<>();
        NO_MONTHS.forEach(month -> bads.add(
                new Bad(ListSlaReportsRequest.newBuilder().setMonth(month).build(), "month")));
        bads.add(new Bad(ListSlaReportsRequest.newBuilder().setPageSize(-1).build(), "page_size"));
        bads.add(new Bad(ListSlaReportsRequest.newBuilder().setPageSize(201).build(), "page_size"));
        bads.add(new Bad(ListSlaReportsRequest.newBuilder().setPageToken("!").build(), "page_token"));
        bads.add(new Bad(ListSlaReportsRequest.newBuilder().setPageToken("aaaa").build(), "page_token"));
        return bads;
    }

    private static GetSlaReportRequest request(String intentId, String month) {
        return GetSlaReportRequest.newBuilder()
                .setIntentId(intentId)
                .setMonth(month)
                .build();
    }
}
