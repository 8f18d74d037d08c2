using Spectre.Console;

namespace Eegavi.Cli.Output;

/// <summary>Where commands write: colours and live bars on a terminal, plain lines when redirected.</summary>
internal static class Screen
{
    /// <summary>Results: standard output.</summary>
    public static IAnsiConsole Out { get; } = Make(Console.Out, Console.IsOutputRedirected);

    /// <summary>Progress and warnings: standard error, so that results can be piped.</summary>
    public static IAnsiConsole Err { get; } = Make(Console.Error, Console.IsErrorRedirected);

    private static IAnsiConsole Make(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        // A redirected table must not be cut at the 80 columns of a terminal that is not there.
        if (redirected) console.Profile.Width = 240;
        return console;
    }
}
