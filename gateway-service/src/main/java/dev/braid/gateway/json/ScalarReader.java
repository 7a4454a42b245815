package dev.braid.gateway.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.braid.platform.errors.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.stream.Collectors;

/** Reads single values of fields from their text. A value that the field cannot hold is refused, never bent. */
final class ScalarReader {
    private static final int LONGEST_QUOTE = 64;
    private static final int LONGEST_NUMBER = 40;
    private static final BigInteger MAX_UINT32 = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);
    private static final BigInteger MAX_UINT64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private ScalarReader() {}

    /** The value of a field that is no message, from text that stands at {@code place} of the request. */
    static Object read(FieldDescriptor field, String text, String place) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32 ->
                whole(text, place, BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE))
                        .intValueExact();
            case INT64, SINT64, SFIXED64 ->
                whole(text, place, BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE))
                        .longValueExact();
            case UINT32, FIXED32 ->
                whole(text, place, BigInteger.ZERO, MAX_UINT32).intValue();
            case UINT64, FIXED64 ->
                whole(text, place, BigInteger.ZERO, MAX_UINT64).longValue();
            case DOUBLE -> real(text, place, Double.MAX_VALUE);
            case FLOAT -> (float) real(text, place, Float.MAX_VALUE);
            case BOOL -> bool(text, place);
            case STRING -> wellFormed(text, place);
            case BYTES -> bytes(text, place);
            case ENUM -> enumeration(field.getEnumType(), text, place);
            case MESSAGE, GROUP ->
                throw new IllegalArgumentException("%s is a message.".formatted(field.getFullName()));
        };
    }

    /** The text as an error message may repeat it. */
    static String quote(String text) {
        String shortened = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
        return "'" + shortened.replaceAll("\\p{Cntrl}", "?") + "'";
    }

    private static BigInteger whole(String text, String place, BigInteger least, BigInteger most) {
        try {
            if (text.length() <= LONGEST_NUMBER) {
                BigDecimal number = new BigDecimal(text);
                // A short text can name a number of a billion digits: look at the exponent before writing it out.
                if (number.signum() == 0 || Math.abs((long) number.precision() - number.scale()) <= LONGEST_NUMBER) {
                    BigInteger value = number.toBigIntegerExact();
                    if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
                        return value;
                    }
                }
            }
        } catch (NumberFormatException e) {
            throw refuseWhole(text, place, least, most);
        } catch (ArithmeticException e) {
            throw Refusal.invalid(place, "takes a whole number, not %s".formatted(quote(text)));
        }
        throw refuseWhole(text, place, least, most);
    }

    private static Refusal refuseWhole(String text, String place, BigInteger least, BigInteger most) {
        return Refusal.invalid(place, "takes a whole number from %s to %s, not %s".formatted(least, most, quote(text)));
    }

    private static double real(String text, String place, double most) {
        switch (text) {
            case "NaN" -> {
                return Double.NaN;
            }
            case "Infinity" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "-Infinity" -> {
                return Double.NEGATIVE_INFINITY;
            }
            default -> {
                try {
                    // BigDecimal first: Double.parseDouble also takes "1d", "0x1p3" and blanks.
                    double value = text.length() <= LONGEST_NUMBER ? new BigDecimal(text).doubleValue() : Double.NaN;
                    if (Math.abs(value) <= most) {
                        return value;
                    }
                } catch (NumberFormatException e) {
                    throw refuseReal(text, place, most);
                }
                throw refuseReal(text, place, most);
            }
        }
    }

    private static Refusal refuseReal(String text, String place, double most) {
        return Refusal.invalid(place, "takes a number from -%s to %s, not %s".formatted(most, most, quote(text)));
    }

    private static boolean bool(String text, String place) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.invalid(place, "takes true or false, not %s".formatted(quote(text)));
        };
    }

    /** Half of a surrogate pair has no UTF-8 form; it would arrive as a question mark. */
    private static String wellFormed(String text, String place) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw Refusal.invalid(place, "holds half a character (\\u%04x) at %d".formatted((int) c, i));
            }
        }
        return text;
    }

    private static ByteString bytes(String text, String place) {
        try {
            boolean urlForm = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
            return ByteString.copyFrom((urlForm ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(place, "takes base64, not %s".formatted(quote(text)));
        }
    }

    private static EnumValueDescriptor enumeration(EnumDescriptor type, String text, String place) {
        EnumValueDescriptor value = type.findValueByName(text);
        if (value == null && text.matches("-?[0-9]{1,9}")) {
            value = type.findValueByNumber(Integer.parseInt(text));
        }
        if (value == null) {
            throw Refusal.invalid(
                    place,
                    "takes one of %s, not %s"
                            .formatted(
                                    type.getValues().stream()
                                            .map(EnumValueDescriptor::getName)
                                            .collect(Collectors.joining(", ")),
                                    quote(text)));
        }
        return value;
    }
}
