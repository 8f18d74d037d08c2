using Eegavi.Data.Windows;
using Microsoft.ML;

namespace Eegavi.MachineLearning.Inputs;

/// <summary>Reads windows out of files whose paths a column holds.</summary>
internal static class FileRows
{
    /// <summary>Binds to a row: each call reads the file that the row then names; no name = the modality is missing.</summary>
    /// <param name="row">The row.</param>
    /// <param name="path">The column of paths.</param>
    /// <param name="start">The column with the second at which the window starts; null = 0.</param>
    /// <param name="options">How windows are cut and prepared.</param>
    /// <param name="layout">The axes that the encoder wants.</param>
    public static RowReader Reader(DataViewRow row, DataViewSchema.Column path, DataViewSchema.Column? start, FileWindowOptions options, WindowLayout layout)
    {
        var paths = row.GetGetter<ReadOnlyMemory<char>>(path);
        var starts = start is { } column ? row.GetGetter<float>(column) : null;
        var (name, second) = (ReadOnlyMemory<char>.Empty, 0f);
        return _ =>
        {
            paths(ref name);
            starts?.Invoke(ref second);
            if (!name.IsEmpty && !float.IsFinite(second)) throw new ArgumentException($"Column '{start!.Value.Name}': expected the second of {name} at which the window starts; got {second}.");
            return name.IsEmpty ? RowWindow.Missing : Window(FileWindow.Read(name.ToString(), second, options), layout, name.ToString());
        };
    }

    private static RowWindow Window(ModalityArray read, WindowLayout layout, string path)
    {
        var fits = read.Shape.Count == layout.Sizes.Count && read.Shape.Select((size, axis) => axis == layout.StepAxis || size == layout.Sizes[axis]).All(same => same);
        return fits ? new(new(read.Values.Length, read.Values), read.Valid, read.Seconds) : throw new InvalidDataException(
            $"{path}: expected windows {layout}, as the encoder wants them; got [{string.Join(", ", read.Shape)}]. Name the channels, the rate or the pictures' size in inputs.");
    }
}
