package dev.braid.pcep.adapter;

import dev.braid.adapter.Reason;
import dev.braid.adapter.server.CarrierAdapter;
import dev.braid.adapter.server.Refused;
import dev.braid.adapter.server.UnknownOrder;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.ModifyLegRequest;
import dev.braid.api.adapter.v1.Order;
import dev.braid.api.adapter.v1.OutageClass;
import dev.braid.api.adapter.v1.ReleaseLegRequest;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import dev.braid.pcep.session.PathName;
import dev.braid.pcep.session.Pce;
import dev.braid.pcep.session.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A provider whose head-end routers take LSPs from a PCE. A held order is bandwidth that the book keeps free, because
 * nothing in PCEP or in segment routing does; an order in service is one LSP in each direction.
 */
public final class PcepAdapter implements CarrierAdapter, AutoCloseable {
    private static final String BOOK = "orders.book";

    private final Settings settings;
    private final Network network;
    private final Book book;
    private final Pce pce;
    private final Lsps lsps;
    private final Room room;
    private final OrderView view;

    private PcepAdapter(Settings settings, Book book, Pce pce) {
        this.settings = settings;
        this.network = settings.network();
        this.book = book;
        this.pce = pce;
        this.lsps = new Lsps(network, pce);
        this.room = new Room(network, book, settings.firstColor());
        this.view = new OrderView(network, settings.goingUpCounts());
    }

    /** Waits for routers from now on; what is kept free stands in a file of that folder. */
    public static PcepAdapter start(Settings settings, Path folder) throws IOException {
        Book book = Book.open(folder.resolve(BOOK));
        try {
            Pce pce = Pce.listen(
                    settings.pceAddress(), List.copyOf(settings.network().routers()), settings.timers());
            return new PcepAdapter(settings, book, pce);
        } catch (IOException e) {
            book.close();
            throw e;
        }
    }

    /** Where routers connect to. */
    public int pcePort() {
        return pce.port();
    }

    /** Whether everything that all routers hold is known. */
    public boolean whole() {
        return pce.whole();
    }

    @Override
    public String name() {
        return "PCEP";
    }

    @Override
    public Map<String, Capabilities> providers() {
        return Map.of(
                network.providerId(),
                Capabilities.newBuilder()
                        .setModifyOutage(OutageClass.OUTAGE_CLASS_HITLESS)
                        .setWatches(true)
                        .build());
    }

    @Override
    public Order reserve(ReserveLegRequest request) throws Exception {
        String reference = request.getTerms().getReference();
        List<String> linkIds = List.copyOf(request.getLinkIdsList());
        checkName(reference);
        if (request.getAEnd().getVlanId() != 0 || request.getZEnd().getVlanId() != 0) {
            throw new Refused(Reason.UNSUPPORTED, "%s hands nothing over by number.".formatted(network.providerId()));
        }
        Optional<BookEntry> known = book.find(reference);
        if (known.isPresent()) {
            living(known.get());
            boolean same =
                    known.get().linkIds().equals(linkIds) && known.get().bandwidthBps() == request.getBandwidthBps();
            if (!same) {
                throw new Refused(Reason.CONFLICT, "Order '%s' is for something else.".formatted(reference));
            }
            return changed(read(known.get()));
        }
        List<Session> ends = lsps.ask(network.headEnds(linkIds));
        Picture picture = Picture.of(ends);
        Map<String, ?> present = picture.named(reference);
        if (!present.isEmpty()) {
            Order order = view.of(reference, picture);
            boolean same =
                    order.getLinkIdsList().equals(linkIds) && order.getBandwidthBps() == request.getBandwidthBps();
            if (!same) {
                throw new Refused(Reason.CONFLICT, "Routers hold LSPs '%s' for something else.".formatted(reference));
            }
        }
        room.take(reference, linkIds, request.getBandwidthBps(), lsps.known());
        return changed(view.of(book.find(reference).orElseThrow(), Picture.of(ends)));
    }

    @Override
    public Order activate(ActivateLegRequest request) throws Exception {
        BookEntry entry = living(find(request.getTerms().getReference()));
        lsps.ask(network.headEnds(entry.linkIds()));
        lsps.place(entry);
        return changed(read(entry));
    }

    @Override
    public Order modify(ModifyLegRequest request) throws Exception {
        BookEntry entry = living(find(request.getTerms().getReference()));
        long bandwidthBps = request.getBandwidthBps();
        lsps.ask(network.headEnds(entry.linkIds()));
        // More is kept free before routers know of it, less is given back after.
        boolean more = bandwidthBps > entry.bandwidthBps();
        if (more) {
            room.change(entry, bandwidthBps, lsps.known());
        }
        try {
            lsps.change(entry, bandwidthBps);
        } catch (Refused no) {
            book.keep(entry);
            throw no;
        }
        BookEntry now = entry.withBandwidth(bandwidthBps);
        if (!more) {
            book.keep(now);
        }
        return changed(read(now));
    }

    @Override
    public Order release(ReleaseLegRequest request) throws Exception {
        String reference = request.getTerms().getReference();
        Optional<BookEntry> known = book.find(reference);
        List<Session> sessions =
                known.isPresent() ? lsps.ask(network.headEnds(known.get().linkIds())) : lsps.askAll();
        Picture before = Picture.of(sessions);
        boolean any = lsps.remove(reference, sessions);
        if (known.isEmpty() && !any) {
            throw new UnknownOrder(reference);
        }
        BookEntry ceased;
        if (known.isPresent()) {
            ceased = known.get().over(now());
        } else {
            ceased = new BookEntry(reference, view.of(reference, before).getLinkIdsList(), 0, 0, true, now());
        }
        book.keep(ceased);
        return changed(view.of(ceased, Picture.of(sessions)));
    }

    @Override
    public Order get(String providerId, String reference) throws Exception {
        Optional<BookEntry> known = book.find(reference);
        if (known.isPresent()) {
            return read(known.get());
        }
        Picture picture = Picture.of(lsps.askAll());
        if (picture.named(reference).isEmpty()) {
            throw new UnknownOrder(reference);
        }
        return view.of(reference, picture);
    }

    @Override
    public List<Order> list(String providerId) throws Exception {
        Picture picture = Picture.of(lsps.askAll());
        List<Order> orders = new ArrayList<>();
        Set<String> names = picture.names();
        for (BookEntry entry : book.all()) {
            boolean carried = names.remove(entry.reference());
            if (carried || !entry.ceased()) {
                orders.add(view.of(entry, picture));
            }
        }
        names.forEach(it -> orders.add(view.of(it, picture)));
        return orders;
    }

    @Override
    public AutoCloseable watch(String providerId, Consumer<String> changed) {
        return pce.watch(changed);
    }

    @Override
    public void close() throws IOException {
        pce.close();
        book.close();
    }

    private Order read(BookEntry entry) throws Exception {
        return view.of(entry, Picture.of(lsps.ask(network.headEnds(entry.linkIds()))));
    }

    private Order changed(Order order) {
        pce.tell(order.getReference());
        return order;
    }

    private BookEntry find(String reference) throws UnknownOrder {
        return book.find(reference).orElseThrow(() -> new UnknownOrder(reference));
    }

    private static BookEntry living(BookEntry entry) throws Refused {
        if (entry.ceased()) {
            throw new Refused(Reason.CEASED, "Order '%s' has ceased.".formatted(entry.reference()));
        }
        return entry;
    }

    private void checkName(String reference) throws Refused {
        Optional<String> unfit = PathName.unfit(reference, settings.longestName());
        if (unfit.isPresent()) {
            throw new Refused(Reason.UNSUPPORTED, unfit.get());
        }
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
