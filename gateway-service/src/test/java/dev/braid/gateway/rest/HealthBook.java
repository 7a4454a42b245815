package dev.braid.gateway.rest;

import dev.braid.api.telemetry.v1.TelemetryServiceGrpc;
import dev.braid.api.telemetry.v1.WatchHealthRequest;
import dev.braid.api.telemetry.v1.WatchHealthResponse;
import io.grpc.stub.StreamObserver;

/** Has nothing to say, and keeps the line open. */
final class HealthBook extends TelemetryServiceGrpc.TelemetryServiceImplBase {
    @Override
    public void watchHealth(WatchHealthRequest request, StreamObserver<WatchHealthResponse> observer) {
        // Quiet.
    }
}
