using Eegavi.Cli.Running;
using Eegavi.Models.Inspection;
using Eegavi.Training.Memory;

namespace Eegavi.Cli.Output;

/// <summary>What <c>eegavi inspect</c> found.</summary>
/// <param name="Name">Which model.</param>
/// <param name="Spec">Its description.</param>
/// <param name="Windows">The windows that it read.</param>
/// <param name="HasData">Whether they are a data set's; else they were assumed.</param>
/// <param name="Run">What its dry run saw.</param>
/// <param name="Rows">Rows of the batch that was asked about.</param>
/// <param name="Stored">What a run keeps from step to step.</param>
/// <param name="Memory">What was measured; null = nothing.</param>
internal sealed record InspectReport(
    string Name, ExaminedSpec Spec, IReadOnlyDictionary<string, WindowShape> Windows, bool HasData, ModelReport Run, int Rows, StoredMemory Stored, MemoryForecast? Memory)
{
    /// <summary>The batch itself, measured; empty where nobody asked.</summary>
    public IReadOnlyList<MemoryCheck> Checks { get; init; } = [];

    /// <summary>Whether it fits; null = nobody asked.</summary>
    public FitVerdict? Verdict { get; init; }
}

/// <summary>A prediction beside its measurement, both over the built model.</summary>
/// <param name="IsTraining">Training; else inference.</param>
/// <param name="Predicted">Bytes by the straight line.</param>
/// <param name="Trial">The trial of the batch itself.</param>
internal sealed record MemoryCheck(bool IsTraining, long Predicted, TrialResult Trial)
{
    public long Measured => Trial.Peak - Trial.Built;

    /// <summary>How much too high the prediction is, as a share of what was measured.</summary>
    public double Error => Measured == 0 ? 0 : ((double)Predicted / Measured) - 1;
}

/// <summary>Whether a model fits.</summary>
/// <param name="Limit">Bytes that there are.</param>
/// <param name="Need">Bytes that it takes.</param>
/// <param name="MostRows">The largest batch that fits; 0 = none, null = any.</param>
/// <param name="IsTraining">Whether training was asked about; else inference.</param>
internal sealed record FitVerdict(long Limit, long Need, int? MostRows, bool IsTraining)
{
    public bool Fits => Need <= Limit;

    /// <exception cref="ArgumentException">Training was asked about, and there are no losses.</exception>
    public static FitVerdict Of(MemoryForecast memory, int rows, long limit, bool training)
    {
        var need = training ? memory.ForTraining(rows) : memory.ForInference(rows);
        return need is null ? throw new ArgumentException("--memory: expected losses, without which nothing is trained; got none. Ask --for inference.")
            : new(limit, need.Peak, memory.MostRows(limit, training), training);
    }
}
