namespace Microsoft.ML;

/// <summary>What a row-to-row transformer adds to tables of one schema.</summary>
internal abstract class ColumnMaker
{
    /// <summary>The columns that are added; one with the name of an input column hides that.</summary>
    internal abstract IReadOnlyList<DataViewSchema.DetachedColumn> Columns { get; }

    /// <summary>The input columns, by index, that the added column needs.</summary>
    internal abstract IEnumerable<int> Sources(int added);

    /// <summary>The getters of the added columns over one row or cursor; null where <paramref name="active"/> says false.</summary>
    internal abstract Delegate[] Bind(DataViewRow input, Func<int, bool> active);
}

/// <summary>Columns that know nothing of each other.</summary>
internal sealed class SeparateColumns(IReadOnlyList<SeparateColumns.Added> added) : ColumnMaker
{
    internal override IReadOnlyList<DataViewSchema.DetachedColumn> Columns { get; } = [.. added.Select(one => one.Column)];

    internal override IEnumerable<int> Sources(int column) => added[column].Sources;

    internal override Delegate[] Bind(DataViewRow input, Func<int, bool> active) =>
        [.. added.Select((one, i) => active(i) ? one.Getter(input) : null)];

    /// <param name="Column">Its name and type.</param>
    /// <param name="Sources">The input columns that it needs.</param>
    /// <param name="Getter">Makes its getter over an input row.</param>
    internal sealed record Added(DataViewSchema.DetachedColumn Column, int[] Sources, Func<DataViewRow, Delegate> Getter);
}
