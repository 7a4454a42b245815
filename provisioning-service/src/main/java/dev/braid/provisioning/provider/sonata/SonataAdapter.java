package dev.braid.provisioning.provider.sonata;

import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Order;
import dev.braid.provisioning.domain.Order.Standing;
import dev.braid.provisioning.domain.Outage;
import dev.braid.provisioning.provider.ProviderAdapter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Buys a leg through LSO Sonata. Its reservation is a product order for a date far ahead, which the seller has validated;
 * activation brings that date forward to now; after that, changes and the end are orders of their own. Before anything is
 * ordered the seller's books are read for what we have ordered before: the leg id is the externalId of the first order and
 * the projectId of all.
 */
public final class SonataAdapter implements ProviderAdapter {
    private static final Logger LOG = Logger.getLogger(SonataAdapter.class);

    private final SellerApi api;
    private final BookReader books;
    private final Wares wares;
    private final Duration patience;
    private final Duration longestList;
    private final Optional<HubWatch> hub;

    /** Speaks to one seller, and asks it what has changed. */
    public SonataAdapter(
            Function<Supplier<HttpRequest>, Uni<HttpResponse<byte[]>>> exchange,
            String baseUrl,
            Optional<String> apiKey,
            Duration timeout,
            SonataSettings settings) {
        this(exchange, baseUrl, apiKey, timeout, settings, "", Optional.empty());
    }

    /**
     * Speaks to one seller, and lets it tell what has changed.
     *
     * @param exchange carries one request out within bounds, and asks for it when its turn has come
     * @param timeout of one request; a command, which takes several, has twice that
     * @param listener where the seller can reach us, if anywhere
     */
    public SonataAdapter(
            Function<Supplier<HttpRequest>, Uni<HttpResponse<byte[]>>> exchange,
            String baseUrl,
            Optional<String> apiKey,
            Duration timeout,
            SonataSettings settings,
            String providerId,
            Optional<SonataListener> listener) {
        this.api = new SellerApi(exchange, baseUrl, apiKey, timeout);
        this.books = new BookReader(api);
        this.wares = new Wares(settings);
        this.patience = timeout.multipliedBy(2);
        this.longestList = settings.longestList();
        this.hub = listener.map(
                it -> new HubWatch(api, it, providerId, settings.listener().check()));
    }

    @Override
    public String name() {
        return "sonata";
    }

    @Override
    public Uni<Answer> reserve(Command command) {
        return answered(() -> books.read(command)
                .chain(found -> found.leg().isPresent()
                        ? said(reserved(found, command))
                        : new Purchase(api, books, wares, command).buy().map(bought -> reserved(bought, command))));
    }

    /** What the seller has rejected was refused, not released. */
    private static Answer reserved(Books found, Command command) {
        return found.leg()
                .map(Holding::addition)
                .filter(it -> it.state() == Bought.State.REJECTED || it.state() == Bought.State.FAILED)
                .<Answer>map(it -> new Answer.Refused("REJECTED", it.words()))
                .orElseGet(() -> standing(found, command));
    }

    @Override
    public Uni<Answer> activate(Command command) {
        return answered(() -> books.read(command).chain(found -> {
            Optional<Order> order = found.order(command);
            Changes changes = new Changes(api, books, wares, command, found);
            boolean promised = order.isPresent() && found.leg().orElseThrow().isPromised();
            return promised ? changes.deliverNow() : changes.onlyOne();
        }));
    }

    @Override
    public Uni<Answer> modify(Command command) {
        return answered(() -> books.read(command).chain(found -> {
            Optional<Order> order = found.order(command);
            if (order.isEmpty() || order.get().standing() == Standing.CEASED) {
                return said(standing(found, command));
            }
            if (order.get().standing() != Standing.IN_SERVICE) {
                return said(
                        order.get().bandwidthBps() == command.bandwidthBps()
                                ? standing(found, command)
                                : new Answer.Refused(
                                        "UNSUPPORTED", "An order that is not done yet cannot be changed."));
            }
            return new Changes(api, books, wares, command, found).modify(order.get());
        }));
    }

    @Override
    public Uni<Answer> release(Command command) {
        return answered(() -> books.read(command)
                .chain(found -> found.living().isEmpty()
                        ? said(standing(found, command))
                        : new Changes(api, books, wares, command, found).end()));
    }

    @Override
    public Uni<Answer> readBack(Command command) {
        return answered(() -> books.read(command).map(found -> standing(found, command)));
    }

    @Override
    public Uni<Map<String, Order>> list() {
        return books.living()
                .ifNoItem()
                .after(longestList)
                .failWith(() -> new SonataTrouble("The seller did not list all within %s.".formatted(longestList)));
    }

    @Override
    public Uni<Boolean> tellsOfChanges() {
        return Uni.createFrom().item(() -> hub.filter(HubWatch::offered).isPresent());
    }

    @Override
    public Multi<String> changes() {
        return hub.map(HubWatch::changes).orElseGet(ProviderAdapter.super::changes);
    }

    /** The published API does not say what a change does to traffic. */
    @Override
    public Uni<Optional<Outage>> modification() {
        return Uni.createFrom().item(Optional.of(Outage.BRIEF));
    }

    static Answer standing(Books found, Command command) {
        return found.order(command).<Answer>map(Answer.Done::new).orElseGet(Answer.Missing::new);
    }

    static Uni<Answer> said(Answer answer) {
        return Uni.createFrom().item(answer);
    }

    private Uni<Answer> answered(Supplier<Uni<? extends Answer>> work) {
        return Uni.createFrom()
                .<Answer>deferred(work)
                .ifNoItem()
                .after(patience)
                .failWith(() -> new SonataTrouble("The seller did not say all within %s.".formatted(patience)))
                .onFailure(Purchase.Declined.class)
                .recoverWithItem(it -> new Answer.Refused("REJECTED", SellerReading.cut(it.getMessage())))
                .onFailure()
                .recoverWithItem(SonataAdapter::unknown);
    }

    private static Answer unknown(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        LOG.debugf("No answer that can be believed: %s", cause.toString());
        String said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new Answer.Unknown(SellerReading.cut(said));
    }
}
