using Eegavi.Models.Inspection;

namespace Eegavi.Models.Drawing;

/// <summary>Draws the way of each modality from its window to its tokens, in the modality's colours.</summary>
internal sealed class BranchDrawing(DotGraph graph, ModelSpec spec, ModelReport report)
{
    private readonly Dictionary<string, Place> _sources = new(StringComparer.Ordinal);
    private readonly List<string> _windows = [], _encoders = [], _last = [];

    /// <summary>Draws all of them: tables, the query, the contexts.</summary>
    /// <returns>Where losses find the query and the contexts.</returns>
    public Dictionary<string, Place> Draw()
    {
        string[] contexts = [.. spec.Context.Keys.Order(StringComparer.Ordinal)], tables = [.. spec.Sidecars.Keys.Order(StringComparer.Ordinal)];
        for (var i = 0; i < tables.Length; i++)
        {
            var table = spec.Sidecars[tables[i]];
            _sources[tables[i]] = Way($"sidecar_{tables[i]}", table.Modality ?? tables[i], table.AvailableAtInference ? "" : "training only", table.Encoder.Frozen, Palette.Of(contexts.Length + i));
        }
        var places = new Dictionary<string, Place>(StringComparer.Ordinal) { [Stages.Query] = Way(Stages.Query, spec.Query.Modality, "query", spec.Query.Encoder.Frozen, Palette.Query) };
        for (var i = 0; i < contexts.Length; i++)
        {
            var context = spec.Context[contexts[i]];
            places[Stages.ContextPrefix + contexts[i]] = _sources[contexts[i]] = Way($"context_{contexts[i]}", context.Modality ?? contexts[i], "", context.Encoder.Frozen, Palette.Of(i));
        }
        graph.Row(_windows, ordered: true);
        graph.Row(_encoders);
        graph.Row(_last);
        return places;
    }

    /// <summary>What a fusion block reads, by name.</summary>
    /// <param name="from">Names; null = every context.</param>
    public IReadOnlyList<(string Name, Place Place)> Sources(IReadOnlyList<string>? from) =>
        [.. (from ?? [.. spec.Context.Keys.Order(StringComparer.Ordinal)]).Select(name => (name, _sources[name]))];

    private Place Way(string name, string modality, string role, bool frozen, Palette colours)
    {
        var window = $"{name}.window";
        var encoder = Stage($"{name}.encoder")!;
        graph.Node(window, DotGraph.Label(modality, role, $"{encoder.Input}"), ("style", "filled"), ("color", colours.Line), ("fillcolor", colours.Fill), ("penwidth", "2"));
        _windows.Add(window);
        var last = Step(window, encoder, frozen ? "encoder, frozen" : "encoder", colours, frozen);
        _encoders.Add(last);
        // The identity keeps every token: nothing to see.
        if (Stage($"{name}.resampler") is { Part: not "identity" } resampler) last = Step(last, resampler, "resampler", colours);
        if (Stage($"{name}.to_width") is { } linear) last = Step(last, linear, "to width D", colours);
        if (last != _encoders[^1]) _last.Add(last);
        return new(last, colours);
    }

    private string Step(string from, StageReport stage, string kind, Palette colours, bool dashed = false)
    {
        graph.Node(stage.Name, DotGraph.Label(stage.Part, kind, $"{stage.Output}"), ("color", colours.Line), ("fillcolor", colours.Fill), ("style", dashed ? "rounded,filled,dashed" : "rounded,filled"));
        graph.Edge(from, stage.Name, ("color", colours.Line), ("weight", "4"));
        return stage.Name;
    }

    private StageReport? Stage(string name) => report.Stages.FirstOrDefault(stage => stage.Name == name);
}
