using Eegavi.Data.Media;
using Eegavi.Data.Readers;
using Eegavi.Data.Signals;

namespace Eegavi.Data.Windows;

/// <summary>Cuts sound, pictures and words into windows.</summary>
internal static class MediaWindows
{
    /// <summary>Sound: MFCC [13, F] or the waveform [1, S].</summary>
    public static ModalityArray Sound(Job job, CancellationToken cancel)
    {
        var from = job.From;
        var samples = AudioFile.Read(job.Path, Mfcc.RateHz, from, job.To, cancel);
        var mfcc = job.Options.Sound == SoundForm.Mfcc;
        var length = job.Steps(Mfcc.RateHz);
        var steps = mfcc ? Math.Max(1, Mfcc.Frames(length)) : length;
        var array = ModalityArray.Empty(job.Pieces.Count, [mfcc ? Mfcc.Coefficients : 1, steps], steps);
        for (var row = 0; row < job.Pieces.Count; row++)
        {
            if (job.Pieces[row] is not { } piece) continue;
            var first = (int)Math.Clamp(Math.Round((Math.Max(0, piece.From) - from) * Mfcc.RateHz), 0, samples.Length);
            var part = samples.AsSpan(first, Math.Min(Math.Min(length, (int)Math.Round(piece.Seconds * Mfcc.RateHz)), samples.Length - first));
            var count = mfcc ? Math.Min(steps, Mfcc.Frames(part.Length)) : part.Length;
            if (mfcc) Mfcc.Compute(part, array.Row(row), steps);
            else part.CopyTo(array.Row(row));
            array.RowValid(row)[..count].Fill(true);
            var start = from + (double)first / Mfcc.RateHz;
            for (var i = 0; i < count; i++) array.RowSeconds(row)[i] = piece.SecondOf(start + (mfcc ? Mfcc.Seconds(i) : (i + 0.5) / Mfcc.RateHz));
        }
        return array;
    }

    /// <summary>Pictures [F, 3, H, W] in 0…1.</summary>
    public static ModalityArray Pictures(Job job, CancellationToken cancel)
    {
        var (rate, width, height) = (job.Options.FramesPerSecond, job.Options.Width, job.Options.Height);
        // Whole frames from the file's start, so that a trial's frames do not depend on its neighbours.
        var skipped = (int)Math.Floor(job.From * rate + 1e-6);
        var frames = VideoFile.Read(job.Path, new VideoFileOptions { Width = width, Height = height, FramesPerSecond = rate }, skipped / rate, job.To, cancel);
        var (pixels, steps) = (width * height, job.Steps(rate));
        var array = ModalityArray.Empty(job.Pieces.Count, [steps, 3, height, width], steps);
        for (var row = 0; row < job.Pieces.Count; row++)
        {
            if (job.Pieces[row] is not { } piece) continue;
            var first = (int)Math.Round(piece.From * rate) - skipped;
            for (var i = Math.Max(0, -first); i < Math.Min(steps, (int)Math.Round(piece.Seconds * rate)) && (first + i + 1) * 3 * pixels <= frames.Length; i++)
            {
                Unpack(frames.AsSpan((first + i) * 3 * pixels, 3 * pixels), array.Row(row).Slice(i * 3 * pixels, 3 * pixels));
                array.RowValid(row)[i] = true;
                array.RowSeconds(row)[i] = piece.SecondOf((skipped + first + i + 0.5) / rate);
            }
        }
        return array;
    }

    /// <summary>Words that are said in the window, hashed into [K]: log(1 + count).</summary>
    public static ModalityArray Words(Job job)
    {
        var lines = TranscriptFile.Read(job.Path);
        var array = ModalityArray.Empty(job.Pieces.Count, [job.Options.Words], job.Options.Words);
        for (var row = 0; row < job.Pieces.Count; row++)
        {
            if (job.Pieces[row] is not { } piece) continue;
            var values = array.Row(row);
            foreach (var word in lines.Where(l => Middle(l) >= piece.From && Middle(l) < piece.To).SelectMany(l => WordHash.Words(l.Text)))
                values[WordHash.Place(word, values.Length)]++;
            foreach (ref var value in values) value = MathF.Log(1 + value);
            array.RowValid(row).Fill(true);
        }
        return array;
    }

    private static double Middle(TranscriptLine line) => (line.StartSeconds + line.StopSeconds) / 2;

    // [H, W, 3] bytes to [3, H, W] floats.
    private static void Unpack(ReadOnlySpan<byte> rgb, Span<float> planes)
    {
        var pixels = rgb.Length / 3;
        for (var p = 0; p < pixels; p++)
            for (var colour = 0; colour < 3; colour++)
                planes[colour * pixels + p] = rgb[3 * p + colour] / 255f;
    }
}
