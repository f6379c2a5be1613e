package io.edict.cli;

import picocli.CommandLine.Command;

/** {@code edict clusters}: what an operator does with a store on several clusters. */
@Command(
        name = "clusters",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Looks after a store on several clusters: a primary with standbys, a redundant store, or shards.%n",
            "--clusters FILE names them, for all commands:%n",
            "  mode = primary-standby",
            "  clusters {",
            "    berlin  { servers = \"zk1.berlin:2181,zk2.berlin:2181,zk3.berlin:2181\" }",
            "    munich  { access = munich.properties }",
            "    cologne { servers = \"zk1.cologne:2181\", witness = true }",
            "  }",
            "  first-primary = berlin",
            "or, with three or five clusters, mode = redundant; or",
            "  mode = sharded",
            "  shards {",
            "    north { servers = \"zk1.north:2181,zk2.north:2181,zk3.north:2181\" }",
            "    south { access = south.properties, weight = 2 }",
            "    west  { mode = redundant, clusters { lisbon { ... }, madrid { ... }, dublin { ... } } }",
            "  }"
        },
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  export EDICT_CLUSTERS=clusters.conf",
            "  edict clusters status",
            "  edict clusters replicate --promotes-after 30s   # on a few machines, as a service",
            "  edict clusters forecast munich                  # what would be lost",
            "  edict clusters promote munich",
            "  edict clusters conflicts                        # what an old primary took alone",
            "  edict clusters verify                           # whether all hold the same",
            "  edict clusters readmit munich                   # redundant, after a restore",
            "  edict clusters add west                         # sharded: west takes its share",
            "  edict incarnation --raise --republish           # after the data of all were restored"
        })
final class ClustersCommand {}
