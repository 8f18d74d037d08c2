namespace Eegavi.Encoders;

/// <summary>Mirrors pictures left to right.</summary>
[Part("image-flip")]
public sealed class ImageFlip : IAugmentation
{
    /// <inheritdoc/>
    /// <remarks>[B, F, 3, H, W] or [B, M, F, 3, H, W].</remarks>
    public ModalityWindow Change(ModalityWindow window)
    {
        if (window.Values.ndim < 5) throw new ArgumentException($"Expected pictures [B, F, 3, H, W]; got [{string.Join(", ", window.Values.shape)}].");
        return window.With(window.Values.flip(-1));
    }
}
