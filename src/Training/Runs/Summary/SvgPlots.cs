using System.Globalization;
using System.Security;
using System.Text;

namespace Eegavi.Training.Runs.Summary;

/// <summary>Draws plots side by side, two in a row, as one SVG picture without scripts or fonts of its own.</summary>
public static class SvgPlots
{
    private const int Width = 520, Height = 300, Left = 56, Right = 12, Top = 30, Bottom = 26, LegendLine = 15, Ticks = 5;

    // Okabe and Ito's colours, which the colour-blind can tell apart.
    private static readonly string[] Colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#999999"];

    /// <summary>The picture.</summary>
    /// <param name="plots">Each with at least one curve of at least one point.</param>
    public static string Draw(IReadOnlyList<Plot> plots)
    {
        var rows = plots.Chunk(2).ToList();
        int[] heights = [.. rows.Select(row => Height + row.Max(plot => plot.Curves.Count) * LegendLine)];
        var svg = new StringBuilder();
        svg.Append(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{2 * Width}\" height=\"{heights.Sum()}\" font-family=\"sans-serif\" font-size=\"11\">\n"));
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (var i = 0; i < plots.Count; i++)
        {
            svg.Append(Invariant($"<g transform=\"translate({i % 2 * Width},{heights.Take(i / 2).Sum()})\">\n"));
            Draw(svg, plots[i]);
            svg.Append("</g>\n");
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static void Draw(StringBuilder svg, Plot plot)
    {
        var (left, right, bottom, top) = plot.Bounds();
        double X(double x) => Left + (x - left) / (right - left) * (Width - Left - Right);
        double Y(double y) => Height - Bottom - (y - bottom) / (top - bottom) * (Height - Top - Bottom);

        Text(svg, Left, 18, "start", plot.Title, "font-weight=\"bold\" font-size=\"13\"");
        foreach (var tick in NiceTicks(bottom, top))
        {
            svg.Append(Invariant($"<path d=\"M{Left} {Y(tick):0.#}H{Width - Right}\" stroke=\"#ddd\"/>"));
            Text(svg, Left - 5, Y(tick) + 4, "end", tick.ToString("0.####", CultureInfo.InvariantCulture));
        }
        foreach (var tick in NiceTicks(left, right)) Text(svg, X(tick), Height - Bottom + 15, "middle", tick.ToString("0.##", CultureInfo.InvariantCulture));
        Text(svg, Width - Right, Height - Bottom - 5, "end", "step", "fill=\"#666\"");
        svg.Append(Invariant($"<path d=\"M{Left} {Top}V{Height - Bottom}H{Width - Right}\" fill=\"none\" stroke=\"#444\"/>\n"));
        for (var i = 0; i < plot.Curves.Count; i++) Draw(svg, plot.Curves[i], Colours[i % Colours.Length], i >= Colours.Length, Height + i * LegendLine, X, Y);
    }

    private static void Draw(StringBuilder svg, Curve curve, string colour, bool dashed, int legend, Func<double, double> x, Func<double, double> y)
    {
        var stroke = $"stroke=\"{colour}\" fill=\"none\" stroke-width=\"1.5\"{(dashed ? " stroke-dasharray=\"4 3\"" : "")}";
        svg.Append(Invariant($"<polyline {stroke} points=\"{string.Join(' ', curve.Points.Select(p => Invariant($"{x(p.X):0.#},{y(p.Y):0.#}")))}\"/>\n"));
        if (curve.Points.Count == 1) svg.Append(Invariant($"<circle cx=\"{x(curve.Points[0].X):0.#}\" cy=\"{y(curve.Points[0].Y):0.#}\" r=\"2.5\" fill=\"{colour}\"/>\n"));
        svg.Append(Invariant($"<path d=\"M{Left} {legend + 4}h18\" {stroke}/>"));
        Text(svg, Left + 24, legend + 8, "start", Invariant($"{curve.Name}: {curve.Points[^1].Y:0.####}"));
    }

    private static void Text(StringBuilder svg, double x, double y, string anchor, string words, string more = "") =>
        svg.Append(Invariant($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" {more}>{SecurityElement.Escape(words)}</text>\n"));

    // Multiples of 1, 2 or 5 times a power of ten.
    private static IEnumerable<double> NiceTicks(double from, double to)
    {
        var rough = (to - from) / Ticks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = new[] { 1, 2, 5, 10 }.First(m => m * power >= rough) * power;
        for (var tick = Math.Ceiling(from / step) * step; tick <= to; tick += step) yield return Math.Abs(tick) < step / 2 ? 0 : tick;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
