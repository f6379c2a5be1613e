package io.edict.cli;

import picocli.CommandLine.Command;

/** {@code edict clusters}: what an operator does with a store on several clusters. */
@Command(
        name = "clusters",
        synopsisSubcommandLabel = "(status | forecast | promote | conflicts | replicate)",
        description = {
            "Looks after a store on several clusters, one of which takes publishes while the others hold copies.%n",
            "--clusters FILE names them, for all commands:%n",
            "  mode = primary-standby",
            "  clusters {",
            "    berlin  { servers = \"zk1.berlin:2181,zk2.berlin:2181,zk3.berlin:2181\" }",
            "    munich  { access = munich.properties }",
            "    cologne { servers = \"zk1.cologne:2181\", witness = true }",
            "  }",
            "  first-primary = berlin"
        },
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  export EDICT_CLUSTERS=clusters.conf",
            "  edict clusters status",
            "  edict clusters replicate --promotes-after 30s   # on a few machines, as a service",
            "  edict clusters forecast munich                  # what would be lost",
            "  edict clusters promote munich",
            "  edict clusters conflicts                        # what an old primary took alone"
        })
final class ClustersCommand {}
