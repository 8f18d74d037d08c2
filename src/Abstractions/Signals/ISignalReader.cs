namespace Eegavi;

/// <summary>Reads signals (EEG, ECG, …) from files of one format.</summary>
[PartKind("signal-reader", "signal reader")]
public interface ISignalReader : IPart
{
    /// <summary>Whether the file's first bytes are of this format. False for a file that is missing.</summary>
    bool CanRead(string path);

    /// <summary>Reads a file, or a stretch of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="channels">Channels to read, in this order, found without regard to case; null = all.</param>
    /// <param name="fromSeconds">First second, since the first sample.</param>
    /// <param name="toSeconds">Second at which to stop; what lies beyond the file's end is left out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is malformed or cut short, or lacks a channel; the message says where.</exception>
    SignalRecording Read(string path, IReadOnlyList<string>? channels = null, double fromSeconds = 0, double toSeconds = double.PositiveInfinity);
}
