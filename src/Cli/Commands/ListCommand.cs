using System.CommandLine;
using Eegavi.Cli.Output;
using Eegavi.Cli.Running;
using Eegavi.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Eegavi.Cli.Commands;

/// <summary><c>eegavi list</c>: the parts that configuration can choose.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var kind = new Option<string?>("--kind") { Description = "Only parts of this kind, for example: fusion." };
        var plugins = new PluginOptions();
        var command = new Command("list", "Lists the parts that a configuration can name, kind by kind, each with one line and the assembly that it comes from. docs/parts.md tells more.") { kind };
        plugins.AddTo(command);
        command.SetAction(parsed =>
        {
            using var services = plugins.Open(parsed);
            Show(services.GetRequiredService<PartCatalog>(), parsed.GetValue(kind));
        });
        return command;
    }

    private static void Show(PartCatalog catalog, string? only)
    {
        var kinds = catalog.Kinds.Where(kind => only is null || kind.Name == only).ToList();
        if (kinds.Count == 0)
            throw new ArgumentException($"--kind: expected one of {string.Join(", ", catalog.Kinds.Select(kind => kind.Name))}; got '{only}'.");
        foreach (var kind in kinds) Screen.Out.Write(Table(catalog, kind));
    }

    private static Table Table(PartCatalog catalog, PartKind kind)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = false, Title = new TableTitle($"[bold]{kind.Name}[/]") { Style = Style.Plain } };
        table.AddColumn(new TableColumn("name") { NoWrap = true, Width = 26 }).AddColumn("what it does").AddColumn("source").AddColumn(new TableColumn("origin") { NoWrap = true });
        foreach (var part in catalog.OfKind(kind.Contract))
            table.AddRow(Markup.Escape(part.Name), Markup.Escape(part.Summary), $"[dim]{Markup.Escape(part.Source)}[/]", $"[dim]{Markup.Escape(part.Origin)}[/]");
        return table;
    }
}
