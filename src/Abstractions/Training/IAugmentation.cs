namespace Eegavi;

/// <summary>Changes the windows of a modality in training, so that a model learns what does not matter.</summary>
/// <remarks>Random numbers come from the engine's generator, so that the seed and the step fix them. Each row draws its own.</remarks>
[PartKind("augmentation", "augmentation")]
public interface IAugmentation : IPart
{
    /// <summary>Changes every row; the trainer picks those that stay as they were. Nothing of the given window is modified.</summary>
    /// <param name="window">A modality's rows.</param>
    /// <returns>The same shapes.</returns>
    /// <exception cref="ArgumentException">The window has other axes than the augmentation needs.</exception>
    ModalityWindow Change(ModalityWindow window);
}
