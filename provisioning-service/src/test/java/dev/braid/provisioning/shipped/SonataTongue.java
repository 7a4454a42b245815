package dev.braid.provisioning.shipped;

import dev.braid.provisioning.shipped.Door.Asked;
import dev.braid.provisioning.shipped.Door.Heard;
import dev.braid.provisioning.shipped.Door.Said;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** LSO Sonata. Orders and products are known by the seller's numbers, so that it must be learnt whose they are. */
final class SonataTongue implements Door.Tongue {
    static final String MARK = "/mefApi/sonata/";
    private static final Pattern ORDER = Pattern.compile("\"id\":\"(PO-[^\"]+)\",\"externalId\":\"([^\"~]+)");
    private static final Pattern NUMBER = Pattern.compile("\"productOrderId\":\"(PO-[^\"]+)\"");
    private static final Pattern EXTERNAL_ID = Pattern.compile("\"externalId\":\"([^\"]+)\"");
    private static final Pattern RATE = Pattern.compile("\"irValue\":(\\d+)");

    private final Door door;
    private final Map<String, String> legs = new ConcurrentHashMap<>();
    private final Set<String> lies = ConcurrentHashMap.newKeySet();

    SonataTongue(Door door) {
        this.door = door;
    }

    /** Learns from what a seller said, and twists it where a lie has begun with the answer before. */
    String learn(Asked asked, String body) {
        Matcher order = ORDER.matcher(body);
        while (order.find()) {
            legs.put(order.group(1), order.group(2));
        }
        boolean lie = asked.path().contains("/product/") && lies.remove(first(EXTERNAL_ID, body));
        return lie ? RATE.matcher(body).replaceAll(it -> "\"irValue\":" + 3 * Long.parseLong(it.group(1))) : body;
    }

    @Override
    public Heard hear(String providerId, Asked asked) {
        String resource = asked.path().substring(asked.path().indexOf(MARK) + MARK.length());
        if (asked.method().equals("GET")) {
            if (asked.query().startsWith("projectId=")) {
                return new Heard(providerId, asked.query().replaceAll("projectId=([^&]*).*", "$1"), Call.READ);
            }
            boolean list = resource.endsWith("/product") && !asked.query().startsWith("productOrderId=");
            return new Heard(providerId, "", list ? Call.LIST : Call.READ);
        }
        if (resource.endsWith("/productOrder")) {
            String externalId = first(EXTERNAL_ID, asked.body());
            int change = externalId.indexOf('~');
            if (change < 0) {
                return new Heard(providerId, externalId, Call.RESERVE);
            }
            return new Heard(
                    providerId,
                    externalId.substring(0, change),
                    externalId.charAt(change + 1) == 'm' ? Call.MODIFY : Call.RELEASE);
        }
        if (resource.endsWith("/cancelProductOrder")) {
            return new Heard(providerId, legs.getOrDefault(first(NUMBER, asked.body()), ""), Call.RELEASE);
        }
        if (resource.endsWith("/modifyProductOrderItemRequestedDeliveryDate")) {
            return new Heard(providerId, legs.getOrDefault(first(NUMBER, asked.body()), ""), Call.ACTIVATE);
        }
        boolean asksWhether = resource.endsWith("/productOfferingQualification");
        return new Heard(providerId, first(EXTERNAL_ID, asked.body()), asksWhether ? Call.QUALIFY : Call.QUOTE);
    }

    @Override
    public Said refusal(Heard heard) {
        return new Said(
                422, "[{\"code\":\"otherIssue\",\"reason\":\"not today\",\"propertyPath\":\"/productOrderItem\"}]");
    }

    @Override
    public Said denial() {
        return new Said(200, "[]");
    }

    @Override
    public Said elsewhere(Heard heard, Asked asked) {
        throw new IllegalStateException("Products name no links.");
    }

    @Override
    public Said lie(Heard heard, Asked asked) throws IOException, InterruptedException {
        return switch (heard.call()) {
            case LIST -> new Said(200, "[]");
            case READ -> {
                lies.add(heard.legId());
                yield door.forward(asked);
            }
            case ACTIVATE -> new Said(201, "{\"id\":\"made-up\",\"state\":\"done\"}");
            case QUALIFY, QUOTE -> {
                JsonObject truth = new JsonObject(door.forward(asked).body());
                yield new Said(201, truth.put("id", "made-up").encode());
            }
            case DESCRIBE, WATCH -> throw new IllegalStateException(heard.call() + " is not asked of sellers.");
            case RESERVE, MODIFY, RELEASE ->
                new Said(
                        201,
                        new JsonObject()
                                .put("id", "made-up")
                                .put("externalId", first(EXTERNAL_ID, asked.body()))
                                .put("state", "acknowledged")
                                .encode());
        };
    }

    private static String first(Pattern pattern, String body) {
        Matcher matcher = pattern.matcher(body);
        if (!matcher.find()) {
            throw new IllegalArgumentException(body);
        }
        return matcher.group(1);
    }
}
