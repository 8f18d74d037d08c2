namespace Eegavi.Data.Windows;

/// <summary>One modality of a whole data set in one array, rows in the order of the trials.</summary>
public sealed class ModalityArray
{
    /// <summary>With arrays that it takes over.</summary>
    /// <param name="shape">Axes of one row: EEG [C, S], MFCC [13, F], frames [F, 3, H, W], tokens [N, D], a table [K].</param>
    /// <param name="steps">Steps in time T of one row (columns of a table).</param>
    /// <param name="values">[R, shape…].</param>
    /// <param name="valid">[R, T], true = real.</param>
    /// <param name="seconds">[R, T]: centre of each step in seconds since the trial's start; a table: zeros.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public ModalityArray(IReadOnlyList<int> shape, int steps, float[] values, bool[] valid, float[] seconds)
    {
        (Shape, Steps, Values, Valid, Seconds) = (shape, steps, values, valid, seconds);
        RowLength = shape.Aggregate(1, (product, axis) => checked(product * axis));
        Rows = RowLength == 0 ? 0 : values.Length / RowLength;
        if (RowLength <= 0 || values.Length != (long)Rows * RowLength || valid.Length != (long)Rows * steps || seconds.Length != valid.Length)
            throw new ArgumentException($"Expected {Rows} rows of [{string.Join(", ", shape)}] with {steps} steps; got {values.Length} values, {valid.Length} valid and {seconds.Length} seconds.");
    }

    /// <summary>Room for <paramref name="rows"/> rows, none of it valid.</summary>
    public static ModalityArray Empty(int rows, IReadOnlyList<int> shape, int steps)
    {
        var length = shape.Aggregate((long)rows, (product, axis) => product * axis);
        if (length > Array.MaxLength)
            throw new ArgumentException($"Expected less than {Array.MaxLength} values of a modality in memory; {rows} rows of [{string.Join(", ", shape)}] are {length}; ask for smaller windows.");
        return new ModalityArray(shape, steps, new float[length], new bool[(long)rows * steps], new float[(long)rows * steps]);
    }

    /// <summary>Axes of one row.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Steps in time T of one row.</summary>
    public int Steps { get; }

    /// <summary>Rows R.</summary>
    public int Rows { get; }

    /// <summary>Values of one row.</summary>
    public int RowLength { get; }

    /// <summary>[R, shape…].</summary>
    public float[] Values { get; }

    /// <summary>[R, T], true = real. A row of false = the modality is missing there.</summary>
    public bool[] Valid { get; }

    /// <summary>[R, T]: centre of each step in seconds since the trial's start.</summary>
    public float[] Seconds { get; }

    /// <summary>One row's values.</summary>
    public Span<float> Row(int row) => Values.AsSpan(row * RowLength, RowLength);

    /// <summary>One row's validity.</summary>
    public Span<bool> RowValid(int row) => Valid.AsSpan(row * Steps, Steps);

    /// <summary>One row's seconds.</summary>
    public Span<float> RowSeconds(int row) => Seconds.AsSpan(row * Steps, Steps);

    /// <summary>Whether anything of the row is real.</summary>
    public bool IsPresent(int row) => RowValid(row).Contains(true);

    /// <summary>The rows that <paramref name="rows"/> names, in that order; −1 = a missing row.</summary>
    public ModalityArray Pick(IReadOnlyList<int> rows)
    {
        var picked = Empty(rows.Count, Shape, Steps);
        for (var r = 0; r < rows.Count; r++)
        {
            if (rows[r] < 0) continue;
            Row(rows[r]).CopyTo(picked.Row(r));
            RowValid(rows[r]).CopyTo(picked.RowValid(r));
            RowSeconds(rows[r]).CopyTo(picked.RowSeconds(r));
        }
        return picked;
    }
}
