using Eegavi.Data.Readers.Edf;

namespace Eegavi.Data.Readers;

/// <summary>Finds the reader of a signal file.</summary>
public static class SignalFile
{
    /// <summary>The readers that come with EEGAVI.</summary>
    public static IReadOnlyList<ISignalReader> Readers { get; } = [new EdfReader()];

    /// <summary>The first reader that knows the file's format.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is empty, or no reader knows it.</exception>
    public static ISignalReader ReaderOf(string path, IReadOnlyList<ISignalReader> readers)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"Expected a signal file at '{path}'; there is none.", path);
        if (new FileInfo(path).Length == 0) throw new InvalidDataException($"{path}: expected a signal file; it is empty.");
        return readers.FirstOrDefault(r => r.CanRead(path))
            ?? throw new InvalidDataException($"{path}: expected a file of a format that one of {string.Join(", ", readers.Select(r => r.GetType().Name))} reads; its first bytes are of another.");
    }
}
