/** What users of Edict compile against: documents, snapshots, changes, the client, the publisher and the errors. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // typesafe-config names no module
module io.edict {
    requires transitive typesafe.config;
    requires transitive org.jspecify;

    exports io.edict;
    exports io.edict.error;
}
