using static TorchSharp.torch;

namespace Eegavi.Conformance;

/// <summary>A sort of labels that a loss may take.</summary>
/// <param name="Outputs">Outputs of the head that is held to them.</param>
/// <param name="Count">Label columns.</param>
/// <param name="Values">[B] of a column, of its number and the case.</param>
internal sealed record Supervision(int Outputs, int Count, Func<int, Case, Tensor> Values)
{
    /// <summary>Classes, a rating, ratings, yes and no; the first that a loss takes is the one that it is tried with.</summary>
    public static IReadOnlyList<Supervision> All { get; } =
    [
        new(3, 1, (_, of) => arange(of.Rows, ScalarType.Int64).remainder(3)),
        new(2, 2, (column, of) => (arange(of.Rows, ScalarType.Float32) * (column + 1.3)).sin()),
        new(2, 2, (column, of) => (arange(of.Rows, ScalarType.Int64) + column).remainder(2)),
        new(1, 1, (_, of) => (arange(of.Rows, ScalarType.Float32) * 1.3).sin()),
    ];

    /// <summary>The label columns of a case; rows lack them as the case says.</summary>
    public IEnumerable<Strand> Columns(Case of) => Enumerable.Range(0, Count).Select(column => new Strand("label", Values(column, of))
    {
        Real = (column == 0 ? of.First : column <= of.Others.Count ? of.Others[column - 1] : of.First).Present(),
    });
}
