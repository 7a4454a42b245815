package dev.braid.gateway.rest;

import dev.braid.api.topology.v1.Link;
import dev.braid.api.topology.v1.ListElementsRequest;
import dev.braid.api.topology.v1.ListElementsResponse;
import dev.braid.api.topology.v1.TopologyElement;
import dev.braid.api.topology.v1.TopologyServiceGrpc;
import io.grpc.stub.StreamObserver;

/** As many elements as are asked for: with 5000 the answer is larger than gRPC's usual limit. */
final class TopologyBook extends TopologyServiceGrpc.TopologyServiceImplBase {
    @Override
    public void listElements(ListElementsRequest request, StreamObserver<ListElementsResponse> observer) {
        ListElementsResponse.Builder response = ListElementsResponse.newBuilder();
        for (int i = 0; i < request.getPageSize(); i++) {
            response.addElements(TopologyElement.newBuilder()
                    .setLink(Link.newBuilder()
                            .setLinkId(request.getKind() + "-" + i)
                            .setFromNodeId("n".repeat(1000))));
        }
        observer.onNext(response.build());
        observer.onCompleted();
    }
}
