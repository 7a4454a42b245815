package dev.braid.simulator.http;

import dev.braid.simulator.domain.CarrierFault;
import dev.braid.simulator.domain.LinkFault;
import dev.braid.simulator.faults.FaultBoard;
import dev.braid.simulator.orders.Carriers;
import dev.braid.simulator.settings.SimulatorSettings;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;

/** Breaks things, and mends them. Every answer shows all faults in force. */
@Path("/faults")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class FaultResource {

    private static final long MOST_EXTRA_US = 10_000_000;
    private static final long MOST_DELAY_MS = 600_000;

    private final FaultBoard board;
    private final Carriers carriers;
    private final int largestBodyBytes;

    FaultResource(FaultBoard board, Carriers carriers, SimulatorSettings settings) {
        this.board = board;
        this.carriers = carriers;
        this.largestBodyBytes = settings.largestBodyBytes();
    }

    /** What is wrong. */
    @GET
    public FaultListView list() {
        return new FaultListView(board.links(), board.carriers());
    }

    /** Sets what is wrong with a link, and with its reverse unless asked otherwise: a digger asks for no direction. */
    @PUT
    @Path("/links/{linkId}")
    public FaultListView breakLink(@RestPath String linkId, byte[] body) {
        String reverseLinkId = carriers.ofLink(linkId)
                .orElseThrow(() -> NotKnown.link(linkId))
                .network()
                .links()
                .get(linkId)
                .reverseLinkId();
        JsonFields fields = JsonFields.read(body, largestBodyBytes, Set.of("extraLatencyUs", "cut", "bothDirections"));
        LinkFault fault =
                new LinkFault(fields.wholeNumberOrZero("extraLatencyUs", MOST_EXTRA_US), fields.truth("cut", false));
        boolean bothDirections = fields.truth("bothDirections", true);
        board.setLink(linkId, fault);
        if (bothDirections) {
            board.setLink(reverseLinkId, fault);
        }
        return list();
    }

    /** Sets what is wrong with a carrier's order API; what is left out is well. */
    @PUT
    @Path("/carriers/{providerId}")
    public FaultListView breakCarrier(@RestPath String providerId, byte[] body) {
        if (carriers.find(providerId).isEmpty()) {
            throw NotKnown.provider(providerId);
        }
        JsonFields fields = JsonFields.read(
                body, largestBodyBytes, Set.of("rejectNext", "errorRate", "delayMs", "frozen", "lie", "doubles"));
        board.setCarrier(
                providerId,
                new CarrierFault(
                        (int) fields.wholeNumberOrZero("rejectNext", Integer.MAX_VALUE),
                        fields.shareOrZero("errorRate"),
                        fields.wholeNumberOrZero("delayMs", MOST_DELAY_MS),
                        fields.truth("frozen", false),
                        fields.truth("lie", false),
                        fields.truth("doubles", false)));
        return list();
    }

    /** Mends everything. */
    @DELETE
    public FaultListView mend() {
        board.clear();
        return list();
    }
}
