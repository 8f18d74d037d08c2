using System.CommandLine;

namespace Eegavi.Cli.Commands;

/// <summary><c>eegavi data …</c>: makes and checks data sets.</summary>
internal static class DataCommand
{
    public static Command Create() => new("data", "Makes and checks data sets.")
    {
        DataSynthCommand.Create(),
        DataCheckCommand.Create(),
    };
}
