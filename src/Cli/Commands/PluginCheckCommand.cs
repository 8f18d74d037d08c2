using System.CommandLine;
using Eegavi.Cli.Output;
using Eegavi.Conformance;
using Eegavi.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Eegavi.Cli.Commands;

/// <summary><c>eegavi plugin check</c>: loads one plugin and holds its parts to what must hold for every part.</summary>
internal static class PluginCheckCommand
{
    private const string About =
        """
        Loads a plugin as --plugins would, lists its parts and holds each to the conformance suite (docs/conformance.md): shapes, masks, rows, seeds,
        gradients, saving, clear errors. The suite runs the plugin's code, which is not shut in: check what you trust.

        EEGAVI_LONG=1 tries many more cases. A docs/parts.md in the file's folder, or in one above it, must name every part and option
        (EEGAVI's own need not).
        Exit codes: 0 every part holds, 1 a part fails or the file is no plugin, 2 a wrong command line.

        Example:  eegavi plugin check samples/CustomPlugin/bin/Release/net10.0/CustomPlugin.dll
        """;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "The plugin's assembly." }.AcceptExistingOnly();
        var command = new Command("check", About) { file };
        command.SetAction(parsed => Check(parsed.GetRequiredValue(file).FullName));
        return command;
    }

    private static int Check(string path)
    {
        using var services = ToolServices.Create();
        var host = services.GetRequiredService<PartCatalog>();
        var set = PluginLoader.LoadFile(host, path);
        var plugin = set.Plugins[0];
        Screen.Out.WriteLine(plugin.ToString());
        var parts = set.Catalog.All.Where(part => part.Type.Assembly == plugin.Assembly).ToList();
        if (parts.Count == 0) throw new InvalidDataException($"{path} has no part: a part is a public class with [Part(\"name\")] that implements a contract such as IEncoder.");

        var reference = ReferenceOf(path);
        var suite = new PartSuite([plugin.Assembly], host.All.Select(part => part.Type.Assembly).Distinct(), reference: reference) { NeedsReference = reference is not null };
        var failed = parts.Count(part => !Holds(suite, part));
        Screen.Out.WriteLine(failed == 0 ? $"{parts.Count} part(s), all good." : $"{failed} of {parts.Count} part(s) fail.");
        return failed == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    // EEGAVI's own, which lies above a plugin that was dropped into the sources, has no row for it.
    private static string? ReferenceOf(string path) =>
        PartSuite.ReferenceNear(Path.GetDirectoryName(path)) is var near && near == PartSuite.ReferenceNear(AppContext.BaseDirectory) ? null : near;

    private static bool Holds(PartSuite suite, PartInfo part)
    {
        var (rules, broken) = (0, new List<string>());
        try
        {
            foreach (var rule in suite.RulesOf(part))
            {
                rules++;
                if (Broken(suite, part, rule) is { } sentence) broken.Add(sentence);
            }
        }
        catch (Exception e)
        {
            // No rule can be tried.
            broken.Add($"{e.GetType().Name}: {e.Message}");
        }
        var verdict = broken.Count == 0 ? $"[green]{rules} rules hold[/]" : $"[red]fails {broken.Count} of {Math.Max(rules, broken.Count)} rules[/]";
        Screen.Out.MarkupLine($"  {part.Kind.Name,-10} {Markup.Escape(part.Name),-24} {verdict}  [dim]{Markup.Escape(part.Summary)}[/]");
        // A part that cannot be made breaks many rules for one reason.
        foreach (var line in broken.Distinct().SelectMany(sentence => sentence.Split('\n'))) Screen.Out.WriteText($"      {line.TrimEnd()}");
        return broken.Count == 0;
    }

    private static string? Broken(PartSuite suite, PartInfo part, string rule)
    {
        try
        {
            suite.Run(PartSuite.Key(part), rule);
            return null;
        }
        catch (Exception e) when (Unmade(e) is { } sentence)
        {
            return sentence;
        }
        catch (ConformanceException e)
        {
            return e.Message;
        }
        catch (Exception e)
        {
            return $"The {part} cannot be held to the rule \"{rule}\": {e.GetType().Name}: {e.Message}";
        }
    }

    private static string? Unmade(Exception e) => (e as ConfigurationException ?? e.InnerException as ConfigurationException) is { InnerException: not null } cause ? cause.Message : null;
}
