//! What the binary says of itself.

use crate::assert_ran;
use crate::support::Folder;

#[test]
fn the_binary_names_its_commands() {
    assert_ran!(Folder::new().run(&["--help"]), @r"
    exit code 0
    --- stdout
    The cluster registry of Russia: its server, and the tools of operators and auditors

    Usage: clustermap [OPTIONS] <COMMAND>

    Commands:
      serve         Serve the registry: pages, JSON API, and the log for other commands
      demo          Load invented data into DIR/demo and serve them
      import        Take clusters and participants over from tables
      verify        Check the log, a published folder, a proof, a case, or that a checkpoint continues another
      publish       Write the log as plain files for any web server, which are its backup too
      restore       Make the log of a new data folder from a published folder
      key           Make or show the key that the log's checkpoints are signed with
      checkpoint    Print the last signed checkpoint, or that it continues an older one
      replay        Rebuild all views from the log and compare them
      clerk         Note what ran out by today, as a server does every day
      bulletin      Publish the statistics of a day as an event
      catalogue     Check or adopt an edition of the profile's fields
      dictionaries  Check or adopt an edition of the lists of terms
      regions       Check or adopt an edition of the subjects of the federation
      rulebook      Check or adopt an edition of markers and levels
      forget        Erase the keys of what was sealed, for good
      mask          Hide by law what is stated of a field
      unmask        Show again what was hidden by law
      account       Invite people, list them, let in who lost their second factor
      token         Give and take back access to the API
      journal       Print what was recorded, entry by entry, for an auditor
      samples       Count what the control samples find, or print what one finds
      case          Write what an auditor chooses as one archive that is checked offline
      help          Print this message or the help of the given subcommand(s)

    Options:
          --data <DIR>  The data folder of the installation [default: ./data]
      -h, --help        Print help
      -V, --version     Print version

    Beside a running server, commands use its log through DIR/admin.sock.
    Exit codes: 0 all is well, 1 something was found wrong, 2 the command could not run.
    --- stderr
    ");
}

#[test]
fn each_command_says_what_it_takes() {
    assert_ran!(Folder::new().run(&["serve", "--help"]), @r"
    exit code 0
    --- stdout
    Serve the registry: pages, JSON API, and the log for other commands

    Usage: clustermap serve [OPTIONS]

    Options:
          --data <DIR>            The data folder of the installation [default: ./data]
          --listen <ADDRESS>      Where to listen, whatever the settings say [default: as they say, else [address]]
          --settings <FILE.toml>  A file of settings; ops/settings.example.toml explains each
      -h, --help                  Print help
    --- stderr
    ");
    assert_ran!(Folder::new().run(&["verify", "--help"]), @r"
    exit code 0
    --- stdout
    Check the log, a published folder, a proof, a case, or that a checkpoint continues another

    Usage: clustermap verify [OPTIONS] [PATH]...

    Arguments:
      [PATH]...  What to check; without it the log of the data folder

    Options:
          --data <DIR>    The data folder of the installation [default: ./data]
          --key <KEY>     The log's verifier key, NAME+ID+BASE64, or a file with it; a folder has one of its own
          --since <OLD>   A checkpoint of the log that you kept: the folder must continue it
          --entry <FILE>  The entry that a proof doesn't carry: its bytes in a file
          --in <DIR>      The same, or those that a case doesn't carry, from the bundles of a published folder
      -v, --verbose       Print what was shown, line by line
      -h, --help          Print help

    What it checks:
      verify                         the log of the data folder, as does a server at its start
      verify DIR                     a published folder: signature, tree, entries, chain, views
      verify FILE.tlog-proof         that the log has recorded an entry
      verify FILE.checkpoint         that the log has signed it
      verify OLD NEW                 two checkpoints: that both can be of one log
      verify OLD FILE.consistency    that a checkpoint continues an older one
      verify CASE.zip                a case: each entry, and that its rows say what entries say
    It says in a sentence what was found. Of the log it prints, and of a folder with --verbose:
      entries   how many the log holds
      position  of the last entry, from 0
      recorded  when that was
      chain     the chain value of the last entry, which stands for all before it
      digest    of the bytes of all entries
      sealed    how many can be read with a key only
      unknown   how many a newer program wrote
    Exit codes: 0 it holds, 1 something was found wrong, 2 it can't be checked.
    --- stderr
    ");
    assert_ran!(Folder::new().run(&["replay", "--help"]), @r"
    exit code 0
    --- stdout
    Rebuild all views from the log and compare them

    Usage: clustermap replay [OPTIONS]

    Options:
          --data <DIR>     The data folder of the installation [default: ./data]
          --diff           Print every figure, cluster and level that differs, and compare every bulletin
          --reassess       Recompute every recorded level under the edition it names
          --at <POSITION>  Stop after the commit that holds this position
      -h, --help           Print help
    --- stderr
    ");
    assert_ran!(Folder::new().run(&["token", "issue", "--help"]), @r"
    exit code 0
    --- stdout
    Open an account with a role, and print a token for it once

    Usage: clustermap token issue [OPTIONS] --role <ROLE> --label <TEXT>

    Options:
          --data <DIR>         The data folder of the installation [default: ./data]
          --role <ROLE>        What the account may do [possible values: cluster_representative, organisation_representative, region_representative, officer, auditor, administrator]
          --cluster <ID>       The cluster that its representative speaks for; none yet for an applicant
          --organisation <ID>  The organisation that the account speaks for
          --region <CODE>      The region that its representative speaks for, beside the organisation
          --label <TEXT>       What the account is called in public; never a person's name
          --days <N>           How long the token works [default: 90]
          --basis <BASIS>      What the right to speak rests on [default: office] [possible values: office, letter, work_mailbox]
      -h, --help               Print help
    --- stderr
    ");
    assert_ran!(Folder::new().run(&["token", "revoke", "--help"]), @r"
    exit code 0
    --- stdout
    Make a token useless, or take a role back

    Usage: clustermap token revoke [OPTIONS] [DIGEST]

    Arguments:
      [DIGEST]  The digest of the token, as `token list` shows it

    Options:
          --data <DIR>       The data folder of the installation [default: ./data]
          --grant <VERSION>  The number of the grant to take back, as `token list` shows it
          --reason <TEXT>    Why the role is taken back, in words fit to publish
      -h, --help             Print help
    --- stderr
    ");
}

#[test]
fn a_slip_on_the_command_line_exits_with_2() {
    assert_ran!(Folder::new().run(&["verfiy"]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: unrecognized subcommand 'verfiy'

      tip: a similar subcommand exists: 'verify'

    Usage: clustermap [OPTIONS] <COMMAND>

    For more information, try '--help'.
    ");
    assert_ran!(Folder::new().run(&["token", "issue", "--role", "king", "--label", "x"]), @r"
    exit code 2
    --- stdout
    --- stderr
    error: invalid value 'king' for '--role <ROLE>'
      [possible values: cluster_representative, organisation_representative, region_representative, officer, auditor, administrator]

    For more information, try '--help'.
    ");
}
