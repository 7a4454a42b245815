package dev.braid.adapter.server;

import dev.braid.api.adapter.v1.AdapterBenchServiceGrpc.AdapterBenchServiceImplBase;
import dev.braid.api.adapter.v1.ArrangeFaultRequest;
import dev.braid.api.adapter.v1.ArrangeFaultResponse;
import dev.braid.api.adapter.v1.InspectProviderRequest;
import dev.braid.api.adapter.v1.InspectProviderResponse;
import dev.braid.api.adapter.v1.RestartAdapterRequest;
import dev.braid.api.adapter.v1.RestartAdapterResponse;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Callable;

/** The bench over the wire. */
final class BenchEndpoint extends AdapterBenchServiceImplBase {
    private final AdapterBench bench;
    private final Restart restart;

    /** Puts a new adapter in the place of the old one. */
    interface Restart {
        void with(CarrierAdapter fresh) throws Exception;
    }

    BenchEndpoint(AdapterBench bench, Restart restart) {
        this.bench = bench;
        this.restart = restart;
    }

    @Override
    public void arrangeFault(ArrangeFaultRequest request, StreamObserver<ArrangeFaultResponse> to) {
        answer(
                to,
                () -> ArrangeFaultResponse.newBuilder()
                        .setArranged(bench.arrange(request.getProviderId(), request.getFault(), request.getCallCount()))
                        .build());
    }

    @Override
    public void restartAdapter(RestartAdapterRequest request, StreamObserver<RestartAdapterResponse> to) {
        answer(to, () -> {
            restart.with(bench.restart());
            return RestartAdapterResponse.getDefaultInstance();
        });
    }

    @Override
    public void inspectProvider(InspectProviderRequest request, StreamObserver<InspectProviderResponse> to) {
        answer(
                to,
                () -> InspectProviderResponse.newBuilder()
                        .putAllBandwidthBps(bench.inspect(request.getProviderId()))
                        .build());
    }

    private static <T> void answer(StreamObserver<T> to, Callable<T> work) {
        T answer;
        try {
            answer = work.call();
        } catch (Exception e) {
            to.onError(Statuses.of(e));
            return;
        }
        to.onNext(answer);
        to.onCompleted();
    }
}
