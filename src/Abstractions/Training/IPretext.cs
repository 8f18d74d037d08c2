namespace Eegavi;

/// <summary>A loss that hides or shuffles something before the model sees it, and then asks for it: masked signals, the order of time.</summary>
/// <remarks>Random numbers come from the engine's generator, so that a seed and a checkpoint fix them.</remarks>
public interface IPretext
{
    /// <summary>The modality that it changes.</summary>
    string Modality { get; }

    /// <summary>The window that it would change where no data set says how large one is. Null = it cannot tell.</summary>
    /// <param name="assumed">Its length.</param>
    WindowShape? Window(WindowAssumptions assumed) => null;

    /// <summary>Changes a batch and says what it changed. Nothing of the given batch is modified; what stays is shared with it.</summary>
    /// <param name="batch">A batch as the data made it.</param>
    /// <returns>The batch that the model is to see, and what the loss will find in <see cref="LossInputs.Answer"/>.</returns>
    /// <exception cref="ArgumentException">The batch lacks the modality, or its window does not fit the options.</exception>
    (Batch Batch, LossVector Answer) Prepare(Batch batch);
}
