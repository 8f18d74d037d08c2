using static TorchSharp.torch;

namespace Eegavi;

/// <summary>One modality of a batch before its encoder: raw signals, frames, cached tokens or a table.</summary>
/// <remarks>
/// The first axis of <see cref="Values"/> is B, its other axes are the modality's own: EEG and ECG [B, C, S] in µV, MFCC [B, 13, F],
/// video [B, F, 3, H, W] in 0…1, cached tokens [B, N, E], a table [B, K]. M media items in one window, any number of them, have an axis of their own:
/// video [B, M, F, 3, H, W], cached tokens [B, M, N, E]; their steps stand one item after the other, M·F or M·N, so each item has its own times and its own missing frames.
/// </remarks>
public sealed class ModalityWindow : IDisposable
{
    /// <summary>[B, …], floating.</summary>
    public required Tensor Values { get; init; }

    /// <summary>[B, N] bool, true = real: one bit for each step in time (sample, frame, token), or for each column of a table. A row of false = the modality is missing there.</summary>
    public required Tensor Valid { get; init; }

    /// <summary>[B, N] float32: centre of each step in seconds since the window's start. A table: zeros.</summary>
    public required Tensor Seconds { get; init; }

    /// <summary>The rows that <paramref name="rows"/> names, as new tensors.</summary>
    /// <param name="rows">[R] int64, each below B.</param>
    public ModalityWindow Rows(Tensor rows) => new()
    {
        Values = Values.index_select(0, rows),
        Valid = Valid.index_select(0, rows),
        Seconds = Seconds.index_select(0, rows),
    };

    /// <summary>The same on a device.</summary>
    public ModalityWindow To(Device device) => new() { Values = Values.to(device), Valid = Valid.to(device), Seconds = Seconds.to(device) };

    /// <summary>Disposes every tensor.</summary>
    public void Dispose()
    {
        Values.Dispose();
        Valid.Dispose();
        Seconds.Dispose();
    }
}
