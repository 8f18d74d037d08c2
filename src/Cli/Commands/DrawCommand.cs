using System.CommandLine;
using Eegavi.Cli.Output;
using Eegavi.Cli.Running;
using Eegavi.Models.Drawing;
using Eegavi.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Eegavi.Cli.Commands;

/// <summary><c>eegavi draw</c>: the picture of a model, made from its configuration.</summary>
internal static class DrawCommand
{
    private const string About =
        """
        Draws a model from its configuration: encoders, resamplers, gated branches, pooling, heads, projectors and losses, with the shapes that a dry run saw.

        Thick: the query tokens. Dashed into attention: the queries. On the edge of a context: which of its tokens a query sees. × in a hexagon: a gate.
        A loss is tied to the vectors that it compares. The picture can be read on white and on black.

        The file's ending says the form: svg, png or pdf (Graphviz lays them out), or dot, the graph alone.

        Examples:  eegavi draw samples/CompareFusion/run.json -o model.svg
                   eegavi draw samples/CompareFusion/experiment.json --study R-files --variant gated-xattn -o model.png --way right
        """;

    private static readonly string[] Endings = [".dot", ".svg", ".png", ".pdf"];

    public static Command Create()
    {
        var model = new ModelOptions();
        var output = new Option<FileInfo>("--output", "-o") { Description = "The picture. Default: model.svg.", DefaultValueFactory = _ => new FileInfo("model.svg") };
        var way = new Option<DrawingWay>("--way") { Description = "Where the batch goes: up (for pages) or right (for slides).", DefaultValueFactory = _ => DrawingWay.Up };
        var title = new Option<string?>("--title") { Description = "Words under the picture. Default: how many parameters and multiply-adds." };
        var command = new Command("draw", About);
        model.AddTo(command);
        foreach (var option in (Option[])[output, way, title]) command.Add(option);
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(output).FullName;
            if (!Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)) throw new ArgumentException($"--output: expected a file ending in {string.Join(", ", Endings)}; got '{Path.GetFileName(path)}'.");
            using var services = model.Services(parsed);
            using var examined = model.Open(parsed, services);
            var graph = Draw(examined, services.GetRequiredService<PartCatalog>(), parsed.GetValue(title), parsed.GetValue(way));
            if (Path.GetExtension(path).Equals(".dot", StringComparison.OrdinalIgnoreCase)) File.WriteAllText(path, graph);
            else Graphviz.Write(graph, path);
            Screen.Out.WriteLine($"drew {examined.Source.Name} to {Path.GetRelativePath(Environment.CurrentDirectory, path)}");
        });
        return command;
    }

    private static string Draw(ExaminedModel examined, PartCatalog catalog, string? title, DrawingWay way)
    {
        var report = examined.Run(diagnostics: false);
        var parameters = report.Parameters + report.Losses.Sum(loss => loss.Parameters);
        var hides = examined.Model.Spec.ModalityDropout.Chance is > 0 and var chance ? $"; in training a context is hidden with chance {chance}" : "";
        return ModelDrawing.Draw(examined.Model.Spec, report, catalog, title ?? $"{CountText.Short(parameters)} parameters, {CountText.Short(report.MultiplyAdds)} multiply-adds for a row{hides}", way);
    }
}
