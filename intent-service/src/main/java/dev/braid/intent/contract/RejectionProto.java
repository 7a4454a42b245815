package dev.braid.intent.contract;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.braid.api.path.v1.Binding;
import dev.braid.api.path.v1.PathRejection;
import dev.braid.intent.domain.Rejection;
import dev.braid.intent.domain.Verbatim;

/** Why a generation has no plan, word for word in both directions. */
public final class RejectionProto {
    private RejectionProto() {}

    /** As far as the domain reads it. */
    public static Rejection rejection(PathRejection proto) {
        return new Rejection(
                proto.getGeneration(), proto.getBinding() == Binding.BINDING_SIBLING, Verbatim.of(proto.toByteArray()));
    }

    /** As it goes over the wire. */
    public static PathRejection proto(Rejection rejection) {
        try {
            return PathRejection.parseFrom(rejection.words().bytes());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("These words were no rejection: " + rejection.words(), e);
        }
    }
}
