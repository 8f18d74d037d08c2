namespace Eegavi.Training.Comparison;

/// <summary>Carries out cells, here or elsewhere.</summary>
public interface ICellRunner
{
    /// <summary>How many cells may run at a time.</summary>
    int Workers { get; }

    /// <summary>Carries out one cell. A cell that fails returns its error; only a cancelled one throws.</summary>
    /// <param name="cell">What to run.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<CellResult> RunAsync(Cell cell, CancellationToken cancellation);
}
