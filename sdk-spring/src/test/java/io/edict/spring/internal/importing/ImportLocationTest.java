package io.edict.spring.internal.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.DocumentId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.config.ConfigDataLocation;

class ImportLocationTest {
    @Test
    void locationWithoutANameStandsForTheAutomaticDocuments() {
        assertThat(parse("edict:")).containsExactly(new ImportLocation(null, false, true));
        assertThat(parse("optional:edict:?profiles=false")).containsExactly(new ImportLocation(null, true, false));
    }

    @Test
    void nameWithoutANamespaceIsOfTheApplicationsNamespace() {
        assertThat(parse("edict:orders")).containsExactly(document("shop/orders", false, true));
        assertThat(parse("edict:config/orders?profiles=true")).containsExactly(document("config/orders", false, true));
    }

    @Test
    void membersOfAGroupMayRepeatThePrefixAndBeOptionalAlone() {
        assertThat(parse("edict:a/b; edict:c ;optional:edict:d?profiles=false;e"))
                .containsExactly(
                        document("a/b", false, true),
                        document("shop/c", false, true),
                        document("shop/d", true, false),
                        document("shop/e", false, true));
        assertThat(parse("optional:edict:a;b"))
                .containsExactly(document("shop/a", true, true), document("shop/b", true, true));
        assertThat(parse("edict:a;edict:"))
                .containsExactly(document("shop/a", false, true), new ImportLocation(null, false, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "edict:a/b/c | is not of the form namespace/name",
                "edict://zk1:2181/a | is not of the form namespace/name",
                "edict:a b | has the character",
                "edict:/a | the namespace of a document id is empty",
                "edict:a; | nothing between two of its semicolons, or after the last one",
                "edict:a;;b | nothing between two of its semicolons",
                "edict:a?profile=false | option \"profile=false\"; the only one that there is, is profiles=true or",
                "edict:a?profiles=no | option \"profiles=no\"",
                "edict:a? | option \"\""
            })
    void locationThatIsNoneIsAnErrorThatSaysWhyAndWhatIsOne(String location, String why) {
        assertThatThrownBy(() -> parse(location))
                .isInstanceOfSatisfying(
                        ImportException.class, e -> assertThat(e.action()).contains("edict:namespace/name"))
                .hasMessageContaining("\"" + location + "\" is not an import that Edict understands")
                .hasMessageContaining(why);
    }

    private static List<ImportLocation> parse(String location) {
        return ImportLocation.parse(ConfigDataLocation.of(location), "shop");
    }

    private static ImportLocation document(String id, boolean optional, boolean profiles) {
        return new ImportLocation(DocumentId.of(id), optional, profiles);
    }
}
