package io.edict.quickstart;

/** The texts that the story publishes, or tries to. */
final class Editions {
    static final String OPENING = """
            # What the shop's order service runs with
            pool {
              size = 10
              wait = 5s
            }
            currency  = EUR
            gift-wrap = yes
            """;

    static final String SALE = """
            # What the shop's order service runs with
            pool {
              size = 40
              wait = 5s
            }
            currency = EUR
            banner   = "Summer sale"
            """;

    static final String UNFINISHED = """
            # What the shop's order service runs with
            pool {
              size = 40
              wait = 5s
            }
            currency = EUR
            banner   = "Winter sale
            """;

    static final String TOO_LARGE = SALE.replace("size = 40", "size = 4000");

    static final String AFTERWARDS = OPENING.replace("size = 10", "size = 15");

    private Editions() {}
}
