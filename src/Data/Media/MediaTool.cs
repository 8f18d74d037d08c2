using System.ComponentModel;
using System.Diagnostics;

namespace Eegavi.Data.Media;

/// <summary>An ffmpeg or ffprobe child process: killed when cancelled or idle, its complaint kept for the error.</summary>
internal sealed class MediaTool : IDisposable
{
    /// <summary>Containers that are opened: no playlists or scripts, which could name other files.</summary>
    private const string Containers = "wav,mp3,flac,ogg,mov,matroska,avi,aac,asf,mpeg,mpegts,aiff,amr,w64,mpegvideo,h264,gif,rawvideo";

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly CancellationToken _cancel;
    private readonly CancellationTokenSource _idle;
    private readonly CancellationTokenRegistration _kill;
    private readonly Task<string> _complaint;

    private MediaTool(Process process, CancellationToken cancel)
    {
        (_process, _cancel) = (process, cancel);
        _idle = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _idle.CancelAfter(Idle);
        _kill = _idle.Token.Register(Kill);
        _complaint = Task.Run(LastLine, CancellationToken.None);
    }

    /// <summary>Starts a tool with arguments that no shell reads.</summary>
    /// <exception cref="InvalidOperationException">The tool is not installed.</exception>
    public static MediaTool Start(string tool, IEnumerable<string> arguments, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(tool)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        try
        {
            return new MediaTool(Process.Start(start)!, cancel);
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"Expected the program '{tool}' on the PATH; it could not be started: install it with 'sudo apt-get install ffmpeg'.", e);
        }
    }

    /// <summary>Arguments that open <paramref name="path"/> as a plain local file, whatever its name looks like.</summary>
    public static IEnumerable<string> Input(string path) =>
        ["-protocol_whitelist", "file,pipe", "-format_whitelist", Containers, "-i", Local(path)];

    /// <summary>A path that ffmpeg cannot take for an option or a protocol.</summary>
    public static string Local(string path) => "file:" + Path.GetFullPath(path);

    /// <summary>Reads output until the buffer is full or the tool is done; returns the bytes read.</summary>
    public int Read(Span<byte> buffer)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var count = _process.StandardOutput.BaseStream.Read(buffer[total..]);
            if (count == 0) break;
            total += count;
            _idle.CancelAfter(Idle);
        }
        return total;
    }

    /// <summary>Feeds input.</summary>
    /// <exception cref="InvalidDataException">The tool stopped reading; its complaint says why.</exception>
    public void Write(ReadOnlySpan<byte> bytes, string path)
    {
        try
        {
            _process.StandardInput.BaseStream.Write(bytes);
            _idle.CancelAfter(Idle);
        }
        catch (IOException)
        {
            Finish(path);
            throw;
        }
    }

    /// <summary>All that remains of the output as text, up to 16 MiB.</summary>
    public string Text(string path)
    {
        var buffer = new byte[1 << 24];
        var count = Read(buffer);
        if (count == buffer.Length) throw new InvalidDataException($"{path}: expected a description of less than 16 MiB; got more.");
        return System.Text.Encoding.UTF8.GetString(buffer, 0, count);
    }

    /// <summary>Closes the input and waits for the tool's end.</summary>
    /// <exception cref="InvalidDataException">The tool failed; the message carries its last line.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="TimeoutException">It did nothing for a minute.</exception>
    public void Finish(string path)
    {
        CloseInput();
        _process.WaitForExit();
        _cancel.ThrowIfCancellationRequested();
        if (_idle.IsCancellationRequested)
            throw new TimeoutException($"{path}: {_process.StartInfo.FileName} did nothing for {Idle.TotalSeconds:0} s and was stopped; check the file and the disk.");
        if (_process.ExitCode != 0)
            throw new InvalidDataException($"{path}: {Path.GetFileName(_process.StartInfo.FileName)} could not process it: {_complaint.Result.TrimEnd('.')}.");
    }

    /// <summary>Ends the process if it still runs.</summary>
    public void Dispose()
    {
        Kill();
        _kill.Dispose();
        _idle.Dispose();
        _process.Dispose();
    }

    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The tool has gone; its exit code tells the rest.
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    // The pipe must be drained, or a talkative tool blocks; only the end is kept.
    private string LastLine()
    {
        var last = "no reason given";
        while (_process.StandardError.ReadLine() is { } line)
            if (!string.IsNullOrWhiteSpace(line)) last = line.Length > 400 ? line[..400] : line;
        return last.Trim();
    }
}
