package io.edict.cli;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.error.InvalidRequestException;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Lets arguments be read as Edict's own types, with Edict's own words about what is wrong with them. */
final class Converters {
    private Converters() {}

    /** For the command and those below it that it has by now. */
    static CommandLine register(CommandLine line) {
        return line.registerConverter(DocumentId.class, told(DocumentId::of))
                .registerConverter(Format.class, told(Format::ofName));
    }

    private static <T> ITypeConverter<T> told(Function<String, T> reading) {
        return text -> {
            try {
                return reading.apply(text);
            } catch (InvalidRequestException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }
}
