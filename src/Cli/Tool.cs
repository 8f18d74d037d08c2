using System.CommandLine;
using Eegavi.Cli.Commands;
using Eegavi.Cli.Output;

namespace Eegavi.Cli;

/// <summary>The <c>eegavi</c> tool: parses the command line, runs one command, turns failures into sentences and exit codes.</summary>
internal static class Tool
{
    public static async Task<int> RunAsync(string[] args, TextWriter? output = null, TextWriter? error = null)
    {
        var settings = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = output ?? Console.Out,
            Error = error ?? Console.Error,
            // Time to delete what is half-written.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(20),
        };
        try
        {
            var parsed = Root().Parse(args);
            var code = await parsed.InvokeAsync(settings).ConfigureAwait(false);
            return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
        }
        catch (Exception exception)
        {
            return Failure.Report(exception, settings.Error);
        }
    }

    private static RootCommand Root() => new(
        """
        EEGAVI: EEG-centred multimodal emotion models. Compose encoders, fusion blocks and losses; train; compare honestly.

        Start here:  eegavi compare samples/CompareFusion/experiment.json
        """)
    {
        CompareCommand.Create(),
        TrainCommand.Create(),
        InspectCommand.Create(),
        DrawCommand.Create(),
        DataCommand.Create(),
        ListCommand.Create(),
        SchemaCommand.Create(),
        PluginCommand.Create(),
        SampleCommand.Create(),
        DoctorCommand.Create(),
        WorkerCommand.Create(),
        TrialCommand.Create(),
    };
}
