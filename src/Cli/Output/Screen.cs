using Spectre.Console;

namespace Eegavi.Cli.Output;

/// <summary>Where commands write: colours and live bars on a terminal, plain lines when redirected.</summary>
internal static class Screen
{
    /// <summary>Results: standard output.</summary>
    public static IAnsiConsole Out { get; private set; } = Make(Console.Out, Console.IsOutputRedirected);

    /// <summary>Progress and warnings: standard error, so that results can be piped.</summary>
    public static IAnsiConsole Err { get; private set; } = Make(Console.Error, Console.IsErrorRedirected);

    /// <summary>From now on everything goes to these writers.</summary>
    public static void To(TextWriter output, TextWriter error) => (Out, Err) = (Make(output, redirected: true), Make(error, redirected: true));

    /// <summary>Writes text as it is: no line of it is broken at the screen's width.</summary>
    public static void WriteText(this IAnsiConsole screen, string text) => screen.Profile.Out.Writer.WriteLine(text);

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
