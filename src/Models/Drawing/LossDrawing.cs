using Eegavi.Models.Inspection;

namespace Eegavi.Models.Drawing;

/// <summary>Draws the losses, each attached to its ends, through projectors where it has them.</summary>
/// <param name="graph">Where to.</param>
/// <param name="losses">What a dry run saw of them.</param>
/// <param name="places">Where vectors come from, by stage.</param>
internal sealed class LossDrawing(DotGraph graph, IReadOnlyList<LossReport> losses, IReadOnlyDictionary<string, Place> places)
{
    private readonly List<string> _projectors = [];

    /// <summary>Draws all of them, side by side.</summary>
    public void Draw()
    {
        foreach (var loss in losses)
        {
            var labels = loss.Labels.Count == 0 ? "" : $"label{(loss.Labels.Count > 1 ? "s" : "")} {string.Join(", ", loss.Labels)}";
            graph.Node(loss.Name, DotGraph.Label(loss.Part, "", $"weight {DotGraph.Number(loss.Weight)}", labels), ("color", Palette.Loss.Line), ("fillcolor", Palette.Loss.Fill));
            if (loss.Head is not null) graph.Edge(places[Stages.HeadPrefix + loss.Head].Id, loss.Name);
            for (var i = 0; i < loss.Ends.Count; i++) Attach(loss, loss.Ends[i], i);
        }
        graph.Row([.. losses.Select(loss => loss.Name)]);
        graph.Row(_projectors);
    }

    private void Attach(LossReport loss, LossEndReport end, int i)
    {
        var (from, words) = Find(end);
        (string, string)[] line = [("color", from.Colours.Line), ("fontcolor", from.Colours.Line), ("style", "dashed"), ("label", words)];
        if (end.Projected is null)
        {
            graph.Edge(from.Id, loss.Name, line);
            return;
        }
        var projector = $"{loss.Name}.{i}";
        graph.Node(projector, DotGraph.Label("", "projector", $"{end.Projected}"), ("shape", "trapezium"), ("style", "filled"), ("fixedsize", "true"), ("width", "1.15"), ("height", "0.42"), ("margin", "0"), ("color", from.Colours.Line), ("fillcolor", "#ffffff"));
        _projectors.Add(projector);
        graph.Edge(from.Id, projector, line);
        graph.Edge(projector, loss.Name, ("color", from.Colours.Line));
    }

    // Several tokens are compared by their mean, unless a loss asks for the tokens themselves.
    private (Place From, string Words) Find(LossEndReport end)
    {
        if (Stages.After(Stages.TokensPrefix, end.Stage) is { } tokens) return (places[tokens], " tokens");
        if (places.TryGetValue(end.Stage, out var place)) return (place, end.Stage == Stages.Fused || end.Stage.StartsWith(Stages.HeadPrefix, StringComparison.Ordinal) ? "" : " mean");
        graph.Node(end.Stage, DotGraph.Label(end.Stage, "", $"{end.Shape}"), ("style", "filled,dashed"));
        return (new(end.Stage, Palette.Plain), "");
    }
}
