using System.CommandLine;
using Eegavi.Cli.Commands;
using Eegavi.Cli.Output;
using Eegavi.Cli.Running;
using Eegavi.Engine;

namespace Eegavi.Cli;

/// <summary>The <c>eegavi</c> tool: parses the command line, runs one command, turns failures into sentences and exit codes.</summary>
internal static class Tool
{
    /// <summary>Runs one command in this terminal.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(string[] args) => InvokeAsync(args, Console.Out, Console.Error);

    /// <summary>Runs one command that writes its results to one writer, its progress, warnings and failures to another.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        Screen.To(output, error);
        return InvokeAsync(args, output, error);
    }

    private static async Task<int> InvokeAsync(string[] args, TextWriter output, TextWriter error)
    {
        TorchLibrary.Fetch = LibTorchPackage.Fetch;
        var settings = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = output,
            Error = error,
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
