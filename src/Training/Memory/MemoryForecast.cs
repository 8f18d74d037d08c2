namespace Eegavi.Training.Memory;

/// <summary>How much memory a run takes with so many rows in a batch.</summary>
/// <param name="Stored">What it keeps from step to step.</param>
/// <param name="Training">Measured training; null where the model has no losses.</param>
/// <param name="Inference">Measured inference.</param>
public sealed record MemoryForecast(StoredMemory Stored, MemoryLine? Training, MemoryLine Inference)
{
    /// <summary>Tries and puts together.</summary>
    /// <param name="stored">What the run keeps.</param>
    /// <param name="probe">Tries.</param>
    /// <param name="rows">Rows that are asked about.</param>
    /// <param name="trains">Whether training is tried too.</param>
    public static async Task<MemoryForecast> MakeAsync(StoredMemory stored, MemoryProbe probe, int rows, bool trains)
    {
        var training = trains ? await probe.TryAsync(rows, trains: true).ConfigureAwait(false) : null;
        return new(stored, training, await probe.TryAsync(rows, trains: false).ConfigureAwait(false));
    }

    /// <summary>What training takes with batches of so many rows; null where the model has no losses.</summary>
    public MemoryNeed? ForTraining(int rows) => Training is null ? null : new(rows, Training.Built - Stored.Model - Stored.Losses, Training.Over(rows), Stored);

    /// <summary>What inference takes with batches of so many rows.</summary>
    public MemoryNeed ForInference(int rows) => new(rows, Inference.Built - Stored.Model, Inference.Over(rows), new(Stored.Model, 0, 0, 0, 0, 0));

    /// <summary>The largest batch that fits; 0 = none, null = any, or training is not known.</summary>
    /// <param name="limit">Bytes of the whole process.</param>
    /// <param name="trains">Training; else inference.</param>
    public int? MostRows(long limit, bool trains) => trains
        ? Training?.MostRows(limit - Training.Built - Stored.Best)
        : Inference.MostRows(limit - Inference.Built);
}

/// <summary>Resident bytes of a process at its most, part by part.</summary>
/// <param name="Rows">Rows B of a batch.</param>
/// <param name="Process">What the program takes without a model: runtime, engine.</param>
/// <param name="Over">Measured on top of the built model.</param>
/// <param name="Stored">What is kept from step to step.</param>
public sealed record MemoryNeed(int Rows, long Process, long Over, StoredMemory Stored)
{
    /// <summary>Activations that the backward pass needs, and what operators need for a moment.</summary>
    public long Activations => Math.Max(0, Over - Stored.Gradients - Stored.Optimiser - Stored.Average);

    /// <summary>All of it.</summary>
    public long Peak => Process + Stored.Model + Stored.Losses + Over + Stored.Best;
}
