namespace Eegavi.Training.Runs.Summary;

/// <summary>A line in a plot.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Points">Its points, x ascending.</param>
public sealed record Curve(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Lines over the steps of a run, in one plot.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Curves">At least one.</param>
public sealed record Plot(string Title, IReadOnlyList<Curve> Curves)
{
    /// <summary>The smallest and largest values of both axes, a little apart.</summary>
    internal (double Left, double Right, double Bottom, double Top) Bounds()
    {
        var points = Curves.SelectMany(curve => curve.Points).ToList();
        var (left, right) = (points.Min(p => p.X), points.Max(p => p.X));
        var (bottom, top) = (points.Min(p => p.Y), points.Max(p => p.Y));
        var room = Math.Max((top - bottom) * 0.05, 1e-9 + Math.Abs(top) * 0.01);
        return (left, Math.Max(right, left + 1), bottom - room, top + room);
    }
}
