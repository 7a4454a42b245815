package dev.braid.provisioning.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import dev.braid.adapter.server.AdapterServer;
import dev.braid.api.adapter.v1.ActivateLegRequest;
import dev.braid.api.adapter.v1.ActivateLegResponse;
import dev.braid.api.adapter.v1.Capabilities;
import dev.braid.api.adapter.v1.DescribeAdapterRequest;
import dev.braid.api.adapter.v1.DescribeAdapterResponse;
import dev.braid.api.adapter.v1.GetOrderRequest;
import dev.braid.api.adapter.v1.GetOrderResponse;
import dev.braid.api.adapter.v1.ListOrdersRequest;
import dev.braid.api.adapter.v1.ListOrdersResponse;
import dev.braid.api.adapter.v1.OrderStanding;
import dev.braid.api.adapter.v1.ProviderAdapterServiceGrpc.ProviderAdapterServiceImplBase;
import dev.braid.api.adapter.v1.ReserveLegRequest;
import dev.braid.api.adapter.v1.ReserveLegResponse;
import dev.braid.embedded.FreePort;
import dev.braid.provisioning.domain.Answer;
import dev.braid.provisioning.domain.Command;
import dev.braid.provisioning.domain.Command.Verb;
import dev.braid.provisioning.domain.Handoff;
import dev.braid.provisioning.domain.Order;
import dev.braid.provisioning.domain.Route;
import dev.braid.provisioning.support.BookAdapter;
import dev.braid.provisioning.support.ProvisioningStack;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adapters over a real socket: good ones, strangers, and such that are dead, slow or talk nonsense. */
@QuarkusTest
@WithTestResource(ProvisioningStack.class)
class GrpcAdapterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Route ROUTE =
            new Route("remote", List.of("ab", "bc"), Handoff.atCustomer("port-a"), new Handoff("bc", 17));
    private static final long BPS = 1_000_000;

    @TempDir
    private static Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        threads.shutdownNow();
    }

    @Test
    void everyCommandComesThrough() throws IOException {
        BookAdapter book = new BookAdapter("remote");
        GrpcAdapter adapter = adapter(plain(serve(AdapterServer.serving(book))), PATIENCE);

        assertThat(send(adapter, Verb.READ_BACK, BPS)).isInstanceOf(Answer.Missing.class);
        assertThat(send(adapter, Verb.ACTIVATE, BPS)).isInstanceOf(Answer.Missing.class);
        assertThat(send(adapter, Verb.RESERVE, BPS)).isEqualTo(done(Order.Standing.HELD, BPS));
        assertThat(send(adapter, Verb.ACTIVATE, BPS)).isEqualTo(done(Order.Standing.IN_SERVICE, BPS));
        assertThat(send(adapter, Verb.MODIFY, 3 * BPS)).isEqualTo(done(Order.Standing.IN_SERVICE, 3 * BPS));
        assertThat(send(adapter, Verb.READ_BACK, BPS)).isEqualTo(done(Order.Standing.IN_SERVICE, 3 * BPS));
        assertThat(list(adapter)).containsOnlyKeys("acme.web.1.1");
        assertThat(send(adapter, Verb.RELEASE, BPS)).isEqualTo(done(Order.Standing.CEASED, 0));
        assertThat(list(adapter)).isEmpty();
        assertThat(book.epochs).containsEntry("acme.web.1.1", 4L);
        assertThat(book.orders.get("acme.web.1.1").getAEnd()).isEqualTo(handoff("port-a", 0));
        assertThat(book.orders.get("acme.web.1.1").getZEnd()).isEqualTo(handoff("bc", 17));
    }

    private static dev.braid.api.adapter.v1.Handoff handoff(String interconnectId, int number) {
        return dev.braid.api.adapter.v1.Handoff.newBuilder()
                .setInterconnectId(interconnectId)
                .setVlanId(number)
                .build();
    }

    /** It would refuse a number that it can do nothing with; and what it says of its own is no contradiction. */
    @Test
    void whoHandsNothingOverIsToldNothingOfIt() throws IOException {
        BookAdapter book = new BookAdapter("remote");
        book.handsOver = false;
        GrpcAdapter adapter = adapter(plain(serve(AdapterServer.serving(book))), PATIENCE);

        assertThat(send(adapter, Verb.RESERVE, BPS)).isEqualTo(done(Order.Standing.HELD, BPS));
        assertThat(book.orders.get("acme.web.1.1").getAEnd()).isEqualTo(handoff("", 0));
        assertThat(book.orders.get("acme.web.1.1").getZEnd()).isEqualTo(handoff("", 0));
        book.orders.computeIfPresent(
                "acme.web.1.1",
                (_, it) -> it.toBuilder().setZEnd(handoff("own", 0)).build());
        assertThat(send(adapter, Verb.READ_BACK, BPS)).isEqualTo(done(Order.Standing.HELD, BPS));
    }

    /** What it said of itself is not true: it is asked anew, and is told where from then on. */
    @Test
    void whoHandsNothingOverAndYetGivesANumberIsNotBelieved() throws IOException {
        BookAdapter book = new BookAdapter("remote");
        book.handsOver = false;
        book.unasked = handoff("own", 9);
        GrpcAdapter adapter = adapter(plain(serve(AdapterServer.serving(book))), PATIENCE);

        assertThat(send(adapter, Verb.RESERVE, BPS))
                .isInstanceOfSatisfying(
                        Answer.Done.class,
                        done -> assertThat(done.order().astray()).contains("z_end own as 9 and not bc as 17"));
        book.handsOver = true;
        book.orders.clear();
        assertThat(send(adapter, Verb.RESERVE, BPS)).isEqualTo(done(Order.Standing.HELD, BPS));
        assertThat(book.orders.get("acme.web.1.1").getZEnd()).isEqualTo(handoff("bc", 17));
    }

    @Test
    void whatAnAdapterCanDoIsNotGuessed() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger reserved = new AtomicInteger();
        GrpcAdapter adapter = adapter(
                plain(serve(new ProviderAdapterServiceImplBase() {
                    @Override
                    public void describeAdapter(
                            DescribeAdapterRequest request, StreamObserver<DescribeAdapterResponse> to) {
                        answer(to, () -> asked.incrementAndGet() == 1 ? unavailable() : handingOver());
                    }

                    @Override
                    public void reserveLeg(ReserveLegRequest request, StreamObserver<ReserveLegResponse> to) {
                        reserved.incrementAndGet();
                        answer(
                                to,
                                () -> ReserveLegResponse.newBuilder()
                                        .setOrder(good().toBuilder()
                                                .setAEnd(request.getAEnd())
                                                .setZEnd(request.getZEnd()))
                                        .build());
                    }
                })),
                PATIENCE);

        assertThat(send(adapter, Verb.RESERVE, BPS)).isInstanceOf(Answer.Unknown.class);
        assertThat(reserved).hasValue(0);
        for (int again = 0; again < 3; again++) {
            assertThat(send(adapter, Verb.RESERVE, BPS)).isInstanceOf(Answer.Done.class);
        }
        assertThat(asked).as("asked once for one connection").hasValue(2);
    }

    @Test
    void whoTookItsPlaceIsAskedAnew() throws Exception {
        int port = FreePort.find();
        BookAdapter before = new BookAdapter("remote");
        before.handsOver = false;
        GrpcAdapter adapter = adapter(plain(port), PATIENCE);
        try (AdapterServer _ = AdapterServer.serving(before).listen("127.0.0.1", port)) {
            assertThat(send(adapter, Verb.RESERVE, BPS)).isEqualTo(done(Order.Standing.HELD, BPS));
        }
        BookAdapter after = new BookAdapter("remote");
        open.add(AdapterServer.serving(after).listen("127.0.0.1", port));
        Instant end = Instant.now().plusSeconds(30);
        while (send(adapter, Verb.RESERVE, BPS) instanceof Answer.Unknown
                && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        assertThat(after.orders.get("acme.web.1.1").getZEnd()).isEqualTo(handoff("bc", 17));
    }

    /** The order is there, for another bandwidth: how it stands is the answer, as over HTTP. */
    @Test
    void aConflictIsAnsweredByALookAtTheOrder() throws IOException {
        GrpcAdapter adapter = adapter(plain(serve(AdapterServer.serving(new BookAdapter("remote")))), PATIENCE);
        send(adapter, Verb.RESERVE, BPS);

        assertThat(send(adapter, Verb.RESERVE, 2 * BPS)).isEqualTo(done(Order.Standing.HELD, BPS));
        assertThat(send(adapter, Verb.RESERVE, Long.MAX_VALUE))
                .isEqualTo(new Answer.Refused("NO_CAPACITY", "The book is full."));
    }

    @Test
    void ofTwoWorkersTheOneThatLostItsClaimUndoesNothing() throws IOException {
        BookAdapter book = new BookAdapter("remote");
        GrpcAdapter adapter =
                adapter(plain(serve(AdapterServer.serving(book).remembering(folder.resolve("two-workers")))), PATIENCE);
        send(adapter, Verb.RESERVE, BPS);
        send(adapter, Verb.ACTIVATE, BPS);
        Command delayed = command(Verb.MODIFY, 9 * BPS).under(4);
        assertThat(answer(adapter, command(Verb.MODIFY, 2 * BPS).under(5)))
                .isEqualTo(done(Order.Standing.IN_SERVICE, 2 * BPS));

        assertThat(answer(adapter, delayed))
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        unknown -> assertThat(unknown.cause()).startsWith("STALE_EPOCH"));
        assertThat(book.orders.get("acme.web.1.1").getBandwidthBps()).isEqualTo(2 * BPS);
    }

    static Stream<Arguments> statuses() {
        return Stream.of(
                Arguments.of(refusal(Code.FAILED_PRECONDITION, "NO_CAPACITY", "braid.dev"), "Refused NO_CAPACITY"),
                Arguments.of(refusal(Code.FAILED_PRECONDITION, "UNSUPPORTED", "braid.dev"), "Refused UNSUPPORTED"),
                Arguments.of(refusal(Code.FAILED_PRECONDITION, "THEIR_OWN", "braid.dev"), "Refused THEIR_OWN"),
                Arguments.of(refusal(Code.INVALID_ARGUMENT, "INVALID_FIELD", "braid.dev"), "Refused INVALID_FIELD"),
                Arguments.of(Status.INVALID_ARGUMENT.asRuntimeException(), "Refused INVALID_ARGUMENT"),
                Arguments.of(refusal(Code.NOT_FOUND, "NOT_FOUND", "braid.dev"), "Missing"),
                Arguments.of(Status.NOT_FOUND.asRuntimeException(), "Missing"),
                Arguments.of(refusal(Code.FAILED_PRECONDITION, "STALE_REVISION", "braid.dev"), "Unknown"),
                Arguments.of(refusal(Code.FAILED_PRECONDITION, "EXPIRED", "braid.dev"), "Unknown"),
                Arguments.of(refusal(Code.FAILED_PRECONDITION, "NO_CAPACITY", "elsewhere.dev"), "Unknown"),
                Arguments.of(Status.FAILED_PRECONDITION.asRuntimeException(), "Unknown"),
                Arguments.of(refusal(Code.UNAVAILABLE, "NO_CAPACITY", "braid.dev"), "Unknown"),
                Arguments.of(Status.UNAUTHENTICATED.asRuntimeException(), "Unknown"),
                Arguments.of(Status.PERMISSION_DENIED.asRuntimeException(), "Unknown"),
                Arguments.of(Status.UNIMPLEMENTED.asRuntimeException(), "Unknown"),
                Arguments.of(Status.INTERNAL.asRuntimeException(), "Unknown"),
                Arguments.of(Status.RESOURCE_EXHAUSTED.asRuntimeException(), "Unknown"),
                Arguments.of(Status.ABORTED.asRuntimeException(), "Unknown"),
                Arguments.of(Status.CANCELLED.asRuntimeException(), "Unknown"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("statuses")
    void aStatusMeansWhatTheContractSays(StatusRuntimeException status, String meaning) throws IOException {
        GrpcAdapter adapter = adapter(
                plain(raw(() -> {
                    throw status;
                })),
                PATIENCE);

        assertThat(shown(send(adapter, Verb.ACTIVATE, BPS))).isEqualTo(meaning);
    }

    static Stream<Arguments> nonsense() {
        dev.braid.api.adapter.v1.Order good = good();
        return Stream.of(
                Arguments.of("no order", dev.braid.api.adapter.v1.Order.getDefaultInstance()),
                Arguments.of("no standing", good.toBuilder().clearStanding().build()),
                Arguments.of(
                        "a standing of its own",
                        good.toBuilder().setStandingValue(77).build()),
                Arguments.of(
                        "another order",
                        good.toBuilder().setReference("acme.web.1.2").build()),
                Arguments.of("no reference", good.toBuilder().clearReference().build()),
                Arguments.of(
                        "no bandwidth", good.toBuilder().clearBandwidthBps().build()),
                Arguments.of(
                        "less than nothing",
                        good.toBuilder().setBandwidthBps(-1).build()),
                Arguments.of(
                        "ceased with less than nothing",
                        good.toBuilder()
                                .setBandwidthBps(-1)
                                .setStanding(OrderStanding.ORDER_STANDING_CEASED)
                                .build()),
                Arguments.of("no links", good.toBuilder().clearLinkIds().build()),
                Arguments.of(
                        "waiting for nobody",
                        good.toBuilder()
                                .setStanding(OrderStanding.ORDER_STANDING_PENDING)
                                .build()),
                Arguments.of(
                        "a megabyte",
                        good.toBuilder().setProviderState("x".repeat(1 << 20)).build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nonsense")
    void anAnswerThatCannotBeBelievedIsNoAnswer(String name, dev.braid.api.adapter.v1.Order nonsense)
            throws IOException {
        GrpcAdapter adapter = adapter(plain(raw(() -> nonsense)), PATIENCE);

        assertThat(send(adapter, Verb.ACTIVATE, BPS))
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        unknown -> assertThat(unknown.cause()).isNotEmpty().hasSizeLessThan(600));
        assertThat(send(adapter, Verb.READ_BACK, BPS)).isInstanceOf(Answer.Unknown.class);
    }

    /** As after a mistake by hand: the order was moved, and its activation puts it back. */
    @Test
    void anOrderThatWasMovedIsSeenAndPlacedAsOrderedAgain() throws IOException {
        BookAdapter book = new BookAdapter("remote");
        GrpcAdapter adapter = adapter(plain(serve(AdapterServer.serving(book))), PATIENCE);
        send(adapter, Verb.RESERVE, BPS);
        send(adapter, Verb.ACTIVATE, BPS);
        book.move("acme.web.1.1", List.of("ab", "bd", "dc"));
        assertThat(astray(adapter)).contains("links [ab, bd, dc] and not [ab, bc]");
        assertThat(send(adapter, Verb.ACTIVATE, BPS)).isEqualTo(done(Order.Standing.IN_SERVICE, BPS));
        assertThat(send(adapter, Verb.READ_BACK, BPS)).isEqualTo(done(Order.Standing.IN_SERVICE, BPS));
    }

    @Test
    void anOrderThatIsHandedOverElsewhereIsSeen() throws IOException {
        BookAdapter book = new BookAdapter("remote");
        GrpcAdapter adapter = adapter(plain(serve(AdapterServer.serving(book))), PATIENCE);
        send(adapter, Verb.RESERVE, BPS);
        book.orders.computeIfPresent(
                "acme.web.1.1",
                (_, it) -> it.toBuilder().setZEnd(handoff("bc", 18)).build());

        assertThat(astray(adapter)).contains("z_end bc as 18 and not bc as 17");
    }

    private static Optional<String> astray(GrpcAdapter adapter) {
        return send(adapter, Verb.READ_BACK, BPS) instanceof Answer.Done(var order) ? order.astray() : Optional.empty();
    }

    @Test
    void anOrderThatWaitsSaysForWhom() throws IOException {
        Instant since = Instant.parse("2026-01-01T00:00:00Z");
        var waiting = dev.braid.api.adapter.v1.Order.newBuilder()
                .setReference("acme.web.1.1")
                .setBandwidthBps(BPS)
                .addAllLinkIds(ROUTE.linkIds())
                .setStanding(OrderStanding.ORDER_STANDING_PENDING)
                .setPendingOn(dev.braid.api.adapter.v1.PendingOn.newBuilder()
                        .setParty("the night shift")
                        .setReason("a splice at sea")
                        .setSinceTime(dev.braid.platform.proto.Times.timestamp(since)))
                .build();
        assertThat(send(adapter(plain(raw(() -> waiting)), PATIENCE), Verb.READ_BACK, BPS))
                .isInstanceOfSatisfying(
                        Answer.Done.class,
                        done -> assertThat(done.order().pendingOn())
                                .contains(new dev.braid.provisioning.domain.PendingOn(
                                        "the night shift", "a splice at sea", since, Optional.empty())));
    }

    @Test
    void allPagesAreTheListAndAFailedPageFailsItWhole() throws IOException {
        GrpcAdapter adapter = adapter(
                plain(pages(token -> switch (token) {
                    case "" -> page("b", "one");
                    case "b" -> page("c", "two");
                    default -> page("", "three");
                })),
                PATIENCE);
        assertThat(list(adapter)).containsOnlyKeys("one", "two", "three");

        for (Function<String, ListOrdersResponse> broken : List.<Function<String, ListOrdersResponse>>of(
                token -> token.isEmpty() ? page("b", "one") : failing(),
                token -> page("same", "one"),
                _ -> ListOrdersResponse.newBuilder()
                        .addOrders(dev.braid.api.adapter.v1.Order.newBuilder().setReference("one"))
                        .build())) {
            GrpcAdapter other = adapter(plain(pages(broken)), PATIENCE);
            assertThatThrownBy(() -> list(other)).isNotNull();
        }
    }

    @Test
    void aDeadServerIsNoAnswerAndOneThatComesBackIsFound() throws IOException {
        int port = FreePort.find();
        GrpcAdapter adapter = adapter(plain(port), PATIENCE);
        assertThat(send(adapter, Verb.RESERVE, BPS)).isInstanceOf(Answer.Unknown.class);
        assertThatThrownBy(() -> list(adapter)).isNotNull();

        open.add(AdapterServer.serving(new BookAdapter("remote")).listen("127.0.0.1", port));
        Instant end = Instant.now().plusSeconds(30);
        Answer answer = send(adapter, Verb.RESERVE, BPS);
        while (answer instanceof Answer.Unknown && Instant.now().isBefore(end)) {
            answer = send(adapter, Verb.RESERVE, BPS);
        }
        assertThat(answer).isEqualTo(done(Order.Standing.HELD, BPS));
    }

    /** More calls than the slow one has places for; the other has a guard of its own. */
    @Test
    void aSlowServerDelaysNoOtherProvider() throws Exception {
        CountDownLatch thaw = new CountDownLatch(1);
        open.add(thaw::countDown);
        GrpcAdapter slow = adapter(
                plain(raw(() -> {
                    thaw.await();
                    return dev.braid.api.adapter.v1.Order.getDefaultInstance();
                })),
                PATIENCE);
        GrpcAdapter other = adapter(plain(serve(AdapterServer.serving(new BookAdapter("remote")))), PATIENCE);
        List<CompletableFuture<Answer>> stuck = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            stuck.add(slow.carryOut(command(Verb.ACTIVATE, BPS)).subscribeAsCompletionStage());
        }

        assertThat(send(other, Verb.RESERVE, BPS)).isEqualTo(done(Order.Standing.HELD, BPS));
        assertThat(stuck).as("still under way").noneMatch(CompletableFuture::isDone);
        thaw.countDown();
        for (CompletableFuture<Answer> each : stuck) {
            assertThat(each.get(30, TimeUnit.SECONDS)).isInstanceOf(Answer.Unknown.class);
        }
    }

    @Test
    void silenceEndsWithTheDeadline() throws IOException {
        CountDownLatch thaw = new CountDownLatch(1);
        open.add(thaw::countDown);
        GrpcAdapter adapter = adapter(
                plain(raw(() -> {
                    thaw.await();
                    return dev.braid.api.adapter.v1.Order.getDefaultInstance();
                })),
                Duration.ofMillis(200));

        assertThat(send(adapter, Verb.ACTIVATE, BPS)).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void onlyWhomWeTrustIsSpokenToAndOnlyWithTheToken() throws Exception {
        PemKeys trusted = PemKeys.make(folder, "trusted");
        PemKeys stranger = PemKeys.make(folder, "stranger");
        int port = serve(AdapterServer.serving(new BookAdapter("remote"))
                .withTls(trusted.certificate(), trusted.key())
                .withToken("right"));

        assertThat(shown(send(tls(port, "right", trusted), Verb.READ_BACK, BPS)))
                .isEqualTo("Missing");
        assertThat(shown(send(tls(port, "wrong", trusted), Verb.READ_BACK, BPS)))
                .isEqualTo("Unknown");
        assertThat(shown(send(tls(port, "right", stranger), Verb.READ_BACK, BPS)))
                .isEqualTo("Unknown");
        assertThat(shown(send(adapter(plain(port), PATIENCE), Verb.READ_BACK, BPS)))
                .isEqualTo("Unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "grpc://10.0.0.1:9000, plain text to another machine",
        "grpc://adapter.example:9000, plain text to another machine",
        "http://127.0.0.1:9000, must be grpcs",
        "grpc://127.0.0.1, must be grpcs",
        "grpcs://user@adapter.example:9000, must be grpcs",
        "grpcs://adapter.example:9000/path, must be grpcs",
        "grpcs://adapter.example:9000?x=1, must be grpcs"
    })
    void anAddressThatCouldLeadElsewhereStopsTheStart(String url, String message) {
        OneProviderOf settings =
                new OneProviderOf(Optional.of(URI.create(url)), Optional.of("secret"), Optional.empty());

        assertThatThrownBy(() -> AdapterAddress.of("remote", settings))
                .hasMessageContainingAll("braid.provisioning.providers.remote.url", message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc://127.0.0.1:9000", "grpc://localhost:9000", "grpcs://adapter.example:9000/"})
    void theTokenIsInNoText(String url) {
        AdapterAddress address = AdapterAddress.of(
                "remote", new OneProviderOf(Optional.of(URI.create(url)), Optional.of("secret"), Optional.empty()));

        assertThat(address.toString()).doesNotContain("secret");
    }

    private GrpcAdapter tls(int port, String token, PemKeys trusted) {
        return adapter(
                new OneProviderOf(
                        Optional.of(URI.create("grpcs://127.0.0.1:" + port)),
                        Optional.of(token),
                        Optional.of(trusted.certificate())),
                PATIENCE);
    }

    private static OneProviderOf plain(int port) {
        return new OneProviderOf(
                Optional.of(URI.create("grpc://127.0.0.1:" + port)), Optional.empty(), Optional.empty());
    }

    private GrpcAdapter adapter(OneProviderOf settings, Duration timeout) {
        AdapterAddress address = AdapterAddress.of("remote", settings);
        ManagedChannel channel = address.open(threads);
        open.add(channel::shutdownNow);
        TestBounds bounds = new TestBounds(timeout);
        return new GrpcAdapter(channel, channel, address.caller(), new CallGuard("remote", bounds), "remote", bounds);
    }

    private int serve(AdapterServer.Builder builder) throws IOException {
        AdapterServer server = builder.listen("127.0.0.1", 0);
        open.add(server);
        return server.port();
    }

    private interface Work {
        dev.braid.api.adapter.v1.Order run() throws Exception;
    }

    /** Answers whatever it is asked about one order with the same. */
    private int raw(Work work) throws IOException {
        return serve(new ProviderAdapterServiceImplBase() {
            @Override
            public void describeAdapter(DescribeAdapterRequest request, StreamObserver<DescribeAdapterResponse> to) {
                answer(to, GrpcAdapterTest::handingOver);
            }

            @Override
            public void activateLeg(ActivateLegRequest request, StreamObserver<ActivateLegResponse> to) {
                answer(
                        to,
                        () -> ActivateLegResponse.newBuilder()
                                .setOrder(call(work))
                                .build());
            }

            @Override
            public void getOrder(GetOrderRequest request, StreamObserver<GetOrderResponse> to) {
                answer(
                        to,
                        () -> GetOrderResponse.newBuilder().setOrder(call(work)).build());
            }
        });
    }

    private int pages(Function<String, ListOrdersResponse> pages) throws IOException {
        return serve(new ProviderAdapterServiceImplBase() {
            @Override
            public void listOrders(ListOrdersRequest request, StreamObserver<ListOrdersResponse> to) {
                answer(to, () -> pages.apply(request.getPageToken()));
            }
        });
    }

    private int serve(ProviderAdapterServiceImplBase service) throws IOException {
        Server server = NettyServerBuilder.forAddress(
                        new InetSocketAddress("127.0.0.1", 0), InsecureServerCredentials.create())
                .executor(threads)
                .addService(service)
                .build()
                .start();
        open.add(server::shutdownNow);
        return server.getPort();
    }

    private static dev.braid.api.adapter.v1.Order good() {
        return dev.braid.api.adapter.v1.Order.newBuilder()
                .setReference("acme.web.1.1")
                .setStanding(OrderStanding.ORDER_STANDING_IN_SERVICE)
                .setBandwidthBps(BPS)
                .addAllLinkIds(ROUTE.linkIds())
                .build();
    }

    private static DescribeAdapterResponse handingOver() {
        return DescribeAdapterResponse.newBuilder()
                .putProviders(
                        "remote", Capabilities.newBuilder().setHandsOver(true).build())
                .build();
    }

    private static DescribeAdapterResponse unavailable() {
        throw Status.UNAVAILABLE.asRuntimeException();
    }

    private static dev.braid.api.adapter.v1.Order call(Work work) {
        try {
            return work.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> void answer(StreamObserver<T> to, Supplier<T> answer) {
        T found;
        try {
            found = answer.get();
        } catch (RuntimeException e) {
            to.onError(e);
            return;
        }
        to.onNext(found);
        to.onCompleted();
    }

    private static ListOrdersResponse page(String next, String reference) {
        return ListOrdersResponse.newBuilder()
                .setNextPageToken(next)
                .addOrders(dev.braid.api.adapter.v1.Order.newBuilder()
                        .setReference(reference)
                        .setStanding(OrderStanding.ORDER_STANDING_HELD)
                        .setBandwidthBps(BPS))
                .build();
    }

    private static ListOrdersResponse failing() {
        throw Status.UNAVAILABLE.asRuntimeException();
    }

    private static StatusRuntimeException refusal(Code code, String reason, String domain) {
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage("in words")
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason(reason)
                        .setDomain(domain)
                        .build()))
                .build());
    }

    private static String shown(Answer answer) {
        return switch (answer) {
            case Answer.Refused(var code, var reason) -> "Refused " + code;
            case Answer.Missing() -> "Missing";
            case Answer.Unknown(var cause) -> "Unknown";
            case Answer.Done(var order) -> "Done " + order;
        };
    }

    private static Answer done(Order.Standing standing, long bps) {
        return new Answer.Done(new Order(standing, bps, "booked", "line 0"));
    }

    private static Command command(Verb verb, long bps) {
        return new Command(verb, "acme.web.1.1", ROUTE, bps, 7, Instant.now().plusSeconds(60)).under(4);
    }

    private static Answer send(GrpcAdapter adapter, Verb verb, long bps) {
        return answer(adapter, command(verb, bps));
    }

    private static Answer answer(GrpcAdapter adapter, Command command) {
        return adapter.carryOut(command).await().atMost(Duration.ofSeconds(30));
    }

    private static Map<String, Order> list(GrpcAdapter adapter) {
        return adapter.list().await().atMost(Duration.ofSeconds(30));
    }
}
