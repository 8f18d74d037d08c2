using Eegavi.Models.Inspection;
using Eegavi.Plugins;

namespace Eegavi.Models.Drawing;

/// <summary>Draws a model and its losses as a graph for Graphviz: what a dry run saw of it, in the order in which a batch meets it.</summary>
public static class ModelDrawing
{
    /// <summary>Draws.</summary>
    /// <param name="spec">The model's description, without ablations to come: <see cref="FusionModel.Spec"/>.</param>
    /// <param name="report">What a dry run with the losses saw.</param>
    /// <param name="catalog">Knows the defaults of options.</param>
    /// <param name="title">Words under the picture; empty = none.</param>
    /// <param name="way">Where the batch goes.</param>
    /// <returns>A text in Graphviz's language.</returns>
    public static string Draw(ModelSpec spec, ModelReport report, PartCatalog catalog, string title = "", DrawingWay way = DrawingWay.Up)
    {
        var graph = new DotGraph();
        var branches = new BranchDrawing(graph, spec, report);
        var places = branches.Draw();
        var query = places[Stages.Query];
        for (var i = 0; i < spec.Fusion.Count; i++) query = new BlockDrawing(graph, catalog, spec.Fusion[i], report.Stages.Single(stage => stage.Name == $"fusion_{i}"), way).Draw(query, branches.Sources(spec.Fusion[i].From));
        places[Stages.Fused] = End(graph, spec, report, query);
        foreach (var (name, head) in spec.Heads) places[Stages.HeadPrefix + name] = Head(graph, report, name, head, places[Stages.Fused]);
        new LossDrawing(graph, report.Losses, places).Draw();
        return graph.ToText(Attributes(title, way));
    }

    private static IEnumerable<string> Attributes(string title, DrawingWay way) =>
    [
        $"graph [rankdir={(way == DrawingWay.Up ? "BT" : "LR")}, bgcolor=transparent, nodesep=0.25, ranksep=0.32, fontname=Helvetica, fontsize=10, fontcolor=\"{Palette.Words}\", labelloc=b, label=\"{title.Replace("\"", "'", StringComparison.Ordinal)}\"];",
        $"node [shape=box, style=\"rounded,filled\", fontname=Helvetica, fontsize=11, fontcolor=\"{Palette.Ink}\", penwidth=1.2, margin=\"0.11,0.055\", height=0.3, color=\"{Palette.Plain.Line}\", fillcolor=\"{Palette.Plain.Fill}\"];",
        $"edge [fontname=Helvetica, fontsize=9, fontcolor=\"{Palette.Words}\", color=\"{Palette.Plain.Line}\", arrowsize=0.65, penwidth=1.3];",
    ];

    // From the fused tokens to the embedding.
    private static Place End(DotGraph graph, ModelSpec spec, ModelReport report, Place query)
    {
        var pooling = report.Stages.Single(stage => stage.Name == "pooling");
        graph.Node("pooling", DotGraph.Label(pooling.Part, "pooling", spec.PoolOver == PoolOver.Contexts ? "where a context is there" : ""));
        graph.Node("embedding", DotGraph.Label("embedding", "", $"{pooling.Output}"), ("peripheries", "2"), ("fillcolor", "#ffffff"), ("color", Palette.Query.Line));
        graph.Edge(query.Id, "pooling", ("color", Palette.Query.Line), ("penwidth", "2.2"), ("weight", "8"));
        graph.Edge("pooling", "embedding", ("color", Palette.Query.Line), ("penwidth", "2.2"), ("weight", "8"));
        return new("embedding", Palette.Query);
    }

    private static Place Head(DotGraph graph, ModelReport report, string name, HeadSpec head, Place embedding)
    {
        var id = $"head_{name}";
        graph.Node(id, DotGraph.Label(head.Head.Type, $"head {name}", $"{report.Stages.Single(stage => stage.Name == id).Output}"));
        graph.Edge(embedding.Id, id);
        return new(id, Palette.Plain);
    }
}

/// <summary>Where a batch goes in a drawing.</summary>
public enum DrawingWay
{
    /// <summary>From the windows below to the losses above.</summary>
    Up,

    /// <summary>From the windows at the left to the losses at the right.</summary>
    Right,
}

/// <summary>A node that edges start from.</summary>
/// <param name="Id">Its name in the graph.</param>
/// <param name="Colours">Of the modality that it is of.</param>
internal sealed record Place(string Id, Palette Colours);
