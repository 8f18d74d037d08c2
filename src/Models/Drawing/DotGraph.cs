using System.Globalization;
using System.Security;
using System.Text;

namespace Eegavi.Models.Drawing;

/// <summary>Collects a graph and writes it in Graphviz's language.</summary>
internal sealed class DotGraph
{
    private readonly StringBuilder _lines = new(), _edges = new();
    private int _depth = 1;

    /// <summary>Adds a node.</summary>
    /// <param name="id">Its name in the graph.</param>
    /// <param name="label">HTML-like, of <see cref="Label"/>.</param>
    /// <param name="attributes">As Graphviz has them.</param>
    public void Node(string id, string label, params (string Key, string Value)[] attributes) => Line($"{Quoted(id)} [{Attributes([("label", label), .. attributes])}];");

    /// <summary>Adds an edge. It is written after all nodes: inside a frame it would draw its ends into it.</summary>
    public void Edge(string from, string to, params (string Key, string Value)[] attributes) =>
        _edges.Append($"  {Quoted(from)} -> {Quoted(to)} [{Attributes(attributes)}];\n");

    /// <summary>Puts nodes side by side, in this order.</summary>
    public void Row(IReadOnlyList<string> ids, bool ordered = false)
    {
        if (ids.Count < 2) return;
        var inside = ordered ? $"edge [style=invis]; {string.Join(" -> ", ids.Select(Quoted))};" : $"{string.Join("; ", ids.Select(Quoted))};";
        Line($"{{ rank=same; {inside} }}");
    }

    /// <summary>Frames the nodes that are added until the result is disposed.</summary>
    public IDisposable Frame(string id, string label, params (string Key, string Value)[] attributes)
    {
        Line($"subgraph {Quoted("cluster_" + id)} {{");
        _depth++;
        Line($"graph [{Attributes([("label", label), .. attributes])}];");
        return new End(() =>
        {
            _depth--;
            Line("}");
        });
    }

    /// <summary>The whole, as a file.</summary>
    /// <param name="attributes">Lines that stand first: of the graph, all nodes, all edges.</param>
    public string ToText(IEnumerable<string> attributes) => $"digraph model {{\n{string.Concat(attributes.Select(line => $"  {line}\n"))}{_lines}{_edges}}}\n";

    /// <summary>A label: a bold name with small words behind it, then small lines.</summary>
    public static string Label(string name, string kind = "", params IEnumerable<string> lines)
    {
        var head = name.Length == 0 ? Small(kind) : $"<b>{Escaped(name)}</b>{(kind.Length == 0 ? "" : " " + Small(kind))}";
        return $"<{string.Join("<br/>", lines.Where(line => line.Length > 0).Select(Small).Prepend(head))}>";
    }

    /// <summary>A number with at most four digits, for options.</summary>
    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Small(string text) => $"<font point-size=\"9\">{Escaped(text)}</font>";

    private static string Escaped(string text) => SecurityElement.Escape(text);

    private static string Attributes(IEnumerable<(string Key, string Value)> attributes) =>
        string.Join(", ", attributes.Select(a => $"{a.Key}={(a.Value.StartsWith('<') ? a.Value : Quoted(a.Value))}"));

    private static string Quoted(string text) => $"\"{text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private void Line(string text) => _lines.Append(' ', 2 * _depth).Append(text).Append('\n');

    private sealed class End(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
