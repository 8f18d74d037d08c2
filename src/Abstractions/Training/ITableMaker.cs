using static TorchSharp.torch;

namespace Eegavi;

/// <summary>Makes a table out of what rows have, fitted to training rows only: predicted ratings, clusters of ratings. A sidecar may read it.</summary>
/// <remarks>What it fits it keeps in buffers, so that it is saved with a run. Before it is fitted its table is missing in every row.</remarks>
[PartKind("table", "fitted table")]
public interface ITableMaker : IPart, nn.IModule<Batch, ModalityWindow>
{
    /// <summary>Columns K of the table.</summary>
    int Columns { get; }

    /// <summary>Label columns that it must know of a row to fill the row in: whoever reads the table reads these.</summary>
    IReadOnlyList<string> LabelsRead { get; }

    /// <summary>Fits it.</summary>
    /// <param name="data">Where rows come from.</param>
    /// <param name="rows">The training rows of a fold, no others.</param>
    /// <exception cref="ArgumentException">The data lacks what it needs.</exception>
    void Fit(IBatchSource data, IReadOnlyList<int> rows);
}
