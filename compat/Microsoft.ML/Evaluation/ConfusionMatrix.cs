using System.Globalization;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>How often each class was taken for each other one.</summary>
public sealed class ConfusionMatrix
{
    private readonly string[] _names;
    private readonly bool _binary;

    internal ConfusionMatrix(double[][] counts, string[] names, bool binary)
    {
        (_names, _binary) = (names, binary);
        Counts = counts;
        PerClassRecall = [.. counts.Select((row, k) => Share(row[k], row.Sum()))];
        PerClassPrecision = [.. counts.Select((row, k) => Share(row[k], counts.Sum(other => other[k])))];
    }

    /// <summary>Of the rows predicted as a class, how many are of it; 0 for a class that was never predicted.</summary>
    public IReadOnlyList<double> PerClassPrecision { get; }

    /// <summary>Of the rows of a class, how many were predicted as it; 0 for a class without rows.</summary>
    public IReadOnlyList<double> PerClassRecall { get; }

    /// <summary>Rows by true class (outer) and predicted class (inner).</summary>
    public IReadOnlyList<IReadOnlyList<double>> Counts { get; }

    public int NumberOfClasses => Counts.Count;

    /// <summary>The rows of one true class that were predicted as another.</summary>
    public double GetCountForClassPair(int predictedClassIndicatorIndex, int actualClassIndicatorIndex) =>
        Counts[actualClassIndicatorIndex][predictedClassIndicatorIndex];

    /// <summary>The table as text, with recall at the right and precision below.</summary>
    public string GetFormattedConfusionTable()
    {
        var width = NumberOfClasses == 2 ? 8 : 5;
        // Names that do not fit a column stand before the rows only, with the number that stands for them.
        var numbered = _names.Max(name => name.Length) > width;
        var digits = Invariant(NumberOfClasses - 1).Length;
        var labels = _names.Select((name, k) => numbered ? Invariant(k).PadLeft(digits) + ". " : "").ToArray();
        var labelWidth = Math.Max("PREDICTED".Length, labels[0].Length + _names.Max(name => name.Length));

        var text = new StringBuilder();
        var rule = "||" + new string('=', NumberOfClasses * (NumberOfClasses > 2 ? 8 : 11));
        var margin = labelWidth + 1;
        text.AppendLine(_binary ? PositiveRatio() : "");
        text.AppendLine("Confusion table");
        text.Append(' ', margin).AppendLine(rule);
        text.Append("PREDICTED".PadRight(margin)).Append("||");
        for (var k = 0; k < NumberOfClasses; k++)
            text.Append(' ').Append((numbered ? Invariant(k) : _names[k]).PadLeft(width)).Append(" |");
        text.AppendLine(" Recall");
        text.Append("TRUTH".PadRight(margin)).AppendLine(rule);
        for (var k = 0; k < NumberOfClasses; k++)
        {
            text.Append(labels[k]).Append(_names[k].PadLeft(labelWidth - labels[k].Length)).Append(" ||");
            foreach (var count in Counts[k])
                text.Append(' ').Append(count.ToString("N0", CultureInfo.CurrentCulture).PadLeft(width)).Append(" |");
            text.Append(' ').AppendLine(PerClassRecall[k].ToString("F4", CultureInfo.CurrentCulture));
        }

        text.Append(' ', margin).AppendLine(rule);
        text.Append("Precision".PadRight(margin)).Append("||");
        foreach (var precision in PerClassPrecision)
            text.Append(precision.ToString("N4", CultureInfo.CurrentCulture).PadLeft(width + 1)).Append(" |");
        return text.AppendLine().ToString();
    }

    private string PositiveRatio()
    {
        var (positive, negative) = (Counts[0].Sum(), Counts[1].Sum());
        return string.Format(CultureInfo.CurrentCulture, "TEST {0} RATIO:\t{1:N4} ({2:F1}/({2:F1}+{3:F1}))",
            _names[0].ToUpperInvariant(), positive / (positive + negative), positive, negative);
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Share(double part, double whole) => whole > 0 ? part / whole : 0;
}
