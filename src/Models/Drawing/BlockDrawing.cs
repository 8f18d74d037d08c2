using Eegavi.Models.Inspection;
using Eegavi.Plugins;

namespace Eegavi.Models.Drawing;

/// <summary>Draws a fusion block: a frame with a gated branch for each context where the block has gates, else one box that the query and the contexts enter.</summary>
internal sealed class BlockDrawing(DotGraph graph, PartCatalog catalog, FusionSpec spec, StageReport stage, DrawingWay way)
{
    private readonly Settings _settings = new(catalog, spec.Block);
    private readonly string _id = stage.Name;

    /// <summary>Draws it.</summary>
    /// <param name="query">Where the query tokens come from.</param>
    /// <param name="sources">What it reads.</param>
    /// <returns>Where the query tokens leave it.</returns>
    public Place Draw(Place query, IReadOnlyList<(string Name, Place Place)> sources) => _settings.Part("gate") is { } gate ? Gated(query, sources, gate) : Plain(query, sources);

    private Place Plain(Place query, IReadOnlyList<(string Name, Place Place)> sources)
    {
        graph.Node(_id, DotGraph.Label(Title(), "fusion", $"{stage.Output}"), ("fillcolor", Palette.Frame.Fill), ("color", Palette.Query.Line), ("penwidth", "2"));
        Tokens(query.Id, _id);
        foreach (var (_, source) in sources) Read(source, _id);
        return new(_id, Palette.Query);
    }

    private Place Gated(Place query, IReadOnlyList<(string Name, Place Place)> sources, string gate)
    {
        using (graph.Frame(_id, DotGraph.Label(Title(), $"fusion, {_settings.Text("layout") ?? "gated"}", $"{stage.Output}"), Frame(way)))
        {
            if (_settings.Flag("selfAttention") ?? _settings.Text("layout") == "sequential") query = Inner(query, "self", "self-attention", gate);
            query = _settings.Text("layout") switch
            {
                "concat" => Branch(query, [.. sources.Select(s => s.Place)], "joined", Palette.Plain, gate),
                "sequential" => sources.Aggregate(query, (tokens, source) => Branch(tokens, [source.Place], source.Name, source.Place.Colours, gate)),
                var layout => Together(query, sources, gate, layout == "competitive"),
            };
            if (_settings.Number("feedForwardMultiplier") is > 0) query = Inner(query, "ff", "feed-forward", _settings.Part("feedForwardGate") ?? gate);
        }
        return query;
    }

    // Branches side by side that one sum takes in.
    private Place Together(Place query, IReadOnlyList<(string Name, Place Place)> sources, string gate, bool compete)
    {
        var sum = Sum("sum");
        Tokens(query.Id, sum.Id);
        foreach (var (name, source) in sources) Way(query, [source], name, source.Colours, gate, sum, compete ? " · softmax weight" : "");
        return sum;
    }

    private Place Branch(Place query, IReadOnlyList<Place> sources, string name, Palette colours, string gate)
    {
        var sum = Sum($"{name}.sum");
        Tokens(query.Id, sum.Id);
        Way(query, sources, name, colours, gate, sum, "");
        return sum;
    }

    // Query and context meet in attention; the gate lets in what was read.
    private void Way(Place query, IReadOnlyList<Place> sources, string name, Palette colours, string gate, Place sum, string weight)
    {
        var (attention, opening) = ($"{_id}.{name}.attention", $"{_id}.{name}.gate");
        var heads = _settings.Number("heads") is { } count ? $"{count} heads" : "";
        var position = _settings.Part("position") is { } known and not "none" ? known : "";
        graph.Node(attention, DotGraph.Label("cross-attention", "", string.Join(", ", new[] { heads, position }.Where(text => text.Length > 0))), ("color", colours.Line), ("fillcolor", colours.Fill));
        Gate(opening, gate + weight, colours);
        graph.Edge(query.Id, attention, ("color", Palette.Query.Line), ("fontcolor", Palette.Query.Line), ("style", "dashed"), ("label", " Q"));
        foreach (var source in sources) Read(source, attention);
        graph.Edge(attention, opening, ("color", colours.Line));
        graph.Edge(opening, sum.Id, ("color", colours.Line));
    }

    // A gated layer of the query tokens alone: its box with its gate, beside their way.
    private Place Inner(Place query, string name, string words, string gate)
    {
        var (box, opening, sum) = ($"{_id}.{name}", $"{_id}.{name}.gate", Sum($"{name}.sum"));
        graph.Node(box, DotGraph.Label(words), ("color", Palette.Query.Line), ("fillcolor", Palette.Query.Fill));
        Gate(opening, gate, Palette.Query);
        Tokens(query.Id, sum.Id);
        graph.Edge(query.Id, box, ("color", Palette.Query.Line));
        graph.Edge(box, opening, ("color", Palette.Query.Line));
        graph.Edge(opening, sum.Id, ("color", Palette.Query.Line));
        return sum;
    }

    private Place Sum(string name)
    {
        var id = $"{_id}.{name}";
        graph.Node(id, "+", ("shape", "circle"), ("style", "filled"), ("fillcolor", "#ffffff"), ("color", Palette.Query.Line), ("fontsize", "13"), ("margin", "0.01"), ("width", "0.28"), ("fixedsize", "true"));
        return new(id, Palette.Query);
    }

    private void Gate(string id, string words, Palette colours) =>
        graph.Node(id, DotGraph.Label("", $"× {words}"), ("shape", "hexagon"), ("style", "filled"), ("fillcolor", "#ffffff"), ("color", colours.Line), ("margin", "0.02,0.01"), ("height", "0.26"));

    private void Tokens(string from, string to) => graph.Edge(from, to, ("color", Palette.Query.Line), ("penwidth", "2.2"), ("weight", "8"));

    private void Read(Place source, string to)
    {
        var sees = _settings.Part("visibility");
        graph.Edge(source.Id, to, sees is null ? [("color", source.Colours.Line)] : [("color", source.Colours.Line), ("fontcolor", source.Colours.Line), ("label", $" K, V · {(sees == "all" ? "sees all" : sees)}")]);
    }

    // Graphviz turns places round with the way.
    private static (string, string)[] Frame(DrawingWay way) =>
    [
        ("style", "rounded,filled"), ("fillcolor", Palette.Frame.Fill), ("color", Palette.Frame.Line), ("fontcolor", Palette.Ink), ("fontsize", "11"),
        ("labelloc", way == DrawingWay.Up ? "b" : "t"), ("labeljust", "r"), ("margin", "12"),
    ];

    private string Title() => _settings.Number("depth") is > 1 and var depth ? $"{spec.Block.Type} × {depth}" : spec.Block.Type;
}
