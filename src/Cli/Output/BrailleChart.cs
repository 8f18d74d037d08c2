using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Eegavi.Cli.Output;

/// <summary>A line of a <see cref="BrailleChart"/>.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Colour">A colour of Spectre's markup.</param>
/// <param name="Points">Its points.</param>
internal sealed record ChartLine(string Name, string Colour, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Draws lines with braille signs, each a grid of 2 × 4 dots.</summary>
internal static class BrailleChart
{
    private const int Blank = 0x2800;

    // Dots of a sign by column and row, as bits: U+2800 + bits.
    private static readonly int[,] Dots = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } };

    /// <summary>Draws.</summary>
    /// <param name="lines">What to draw; lines without points are left out.</param>
    /// <param name="right">The largest x; the smallest is 0.</param>
    /// <param name="width">Signs in a row, with the scale at its left.</param>
    /// <param name="height">Rows.</param>
    /// <returns>Rows of markup, the legend last; nothing where there are no points.</returns>
    public static IReadOnlyList<string> Draw(IReadOnlyList<ChartLine> lines, double right, int width, int height)
    {
        var points = lines.SelectMany(line => line.Points).ToList();
        if (points.Count == 0) return [];
        var (bottom, top) = (points.Min(p => p.Y), points.Max(p => p.Y));
        if (top - bottom < 1e-9) (bottom, top) = (bottom - 0.5, top + 0.5);
        string[] scale = [.. Enumerable.Range(0, height).Select(row => row == 0 ? Short(top) : row == height - 1 ? Short(bottom) : "")];
        var margin = scale.Max(s => s.Length) + 1;
        var canvas = new Canvas(width - margin, height);
        foreach (var line in lines)
        {
            var places = line.Points.Select(p => (X: p.X / right * (canvas.Columns - 1), Y: (top - p.Y) / (top - bottom) * (canvas.Rows - 1))).ToList();
            for (var i = 0; i < places.Count; i++) canvas.Connect(places[Math.Max(0, i - 1)], places[i], line.Colour);
        }
        var legend = string.Join("  ", lines.Where(line => line.Points.Count > 0).Select(line => $"[{line.Colour}]━ {Markup.Escape(line.Name)} {Short(line.Points[^1].Y)}[/]"));
        return [.. scale.Select((words, row) => $"[grey]{words.PadLeft(margin - 1)}[/] {canvas.Row(row)}"), legend];
    }

    private static string Short(double value) => value.ToString(Math.Abs(value) >= 100 ? "0" : "0.###", CultureInfo.InvariantCulture);

    private sealed class Canvas(int width, int height)
    {
        private readonly int[,] _bits = new int[Math.Max(1, width), height];
        private readonly string[,] _colours = new string[Math.Max(1, width), height];

        public int Columns => _bits.GetLength(0) * 2;

        public int Rows => _bits.GetLength(1) * 4;

        public void Connect((double X, double Y) from, (double X, double Y) to, string colour)
        {
            var steps = (int)Math.Max(1, Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)));
            for (var i = 0; i <= steps; i++) Dot(from.X + (to.X - from.X) * i / steps, from.Y + (to.Y - from.Y) * i / steps, colour);
        }

        public string Row(int row)
        {
            var text = new StringBuilder();
            for (var column = 0; column < _bits.GetLength(0); column++)
            {
                var sign = (char)(Blank + _bits[column, row]);
                text.Append(_bits[column, row] == 0 ? " " : $"[{_colours[column, row]}]{sign}[/]");
            }
            return text.ToString();
        }

        private void Dot(double x, double y, string colour)
        {
            var (column, row) = (Math.Clamp((int)Math.Round(x), 0, Columns - 1), Math.Clamp((int)Math.Round(y), 0, Rows - 1));
            _bits[column / 2, row / 4] |= Dots[column % 2, row % 4];
            _colours[column / 2, row / 4] = colour;
        }
    }
}
