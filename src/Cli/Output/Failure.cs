using System.Runtime.InteropServices;
using System.Text.Json;
using Eegavi.Plugins;

namespace Eegavi.Cli.Output;

/// <summary>Turns an exception into a sentence and an exit code. A fault of ours, or of a plugin, shows its stack; a fault of the input does not.</summary>
internal static class Failure
{
    public static int Report(Exception exception, TextWriter error)
    {
        exception = Innermost(exception);
        if (exception is OperationCanceledException)
        {
            error.WriteLine("eegavi: stopped; nothing half-written was left behind.");
            return ExitCode.Cancelled;
        }
        error.WriteLine(IsOfInput(exception) ? $"eegavi: {exception.Message}"
            : PluginFault.Origin(exception) is { } plugin ? $"eegavi: a fault of the plugin {plugin}: {exception}"
            : $"eegavi: a fault of its own, please report it: {exception}");
        return ExitCode.Failed;
    }

    // The engine starts inside a static constructor; what it has to say lies within.
    private static Exception Innermost(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => Innermost(only),
        TypeInitializationException { InnerException: { } cause } => Innermost(cause),
        _ => exception,
    };

    private static bool IsOfInput(Exception exception) => exception
        is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or KeyNotFoundException
        or JsonException or NotSupportedException or DllNotFoundException or ExternalException or FormatException
        or ConfigurationException or Data.Manifests.DataProblemsException or Training.DivergedException;
}
