namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Up to a largest rate and down far below the first one, within one run; momentum the other way round.</summary>
                public class OneCycleLR : LRScheduler
                {
                    private readonly List<(double end, double fromRate, double toRate, double fromMomentum, double toMomentum)>[] _phases;
                    private readonly int _total;
                    private readonly bool _linear, _cycles;

                    /// <summary>One largest rate for all groups.</summary>
                    public OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                        double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4,
                        bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, optimizer.ParamGroups.Select(_ => max_lr), total_steps, epochs, steps_per_epoch, pct_start,
                            anneal_strategy,
                            cycle_momentum, optimizer.ParamGroups.Select(_ => base_momentum), optimizer.ParamGroups.Select(_ => max_momentum), div_factor,
                            final_div_factor, three_phase, last_epoch, verbose)
                    {
                    }

                    /// <summary>One largest rate for each group.</summary>
                    public OneCycleLR(Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1,
                        int steps_per_epoch = -1,
                        double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        IEnumerable<double> base_momentum = null, IEnumerable<double> max_momentum = null, double div_factor = 25,
                        double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _total = total_steps > 0 ? total_steps : epochs * steps_per_epoch;
                        if (_total <= 0 || (total_steps <= 0 && epochs <= 0))
                        {
                            throw new ArgumentException("Expected total_steps, or epochs and steps_per_epoch, above 0; give one or the other.");
                        }

                        if (pct_start is < 0 or > 1)
                        {
                            throw new ArgumentException($"Expected pct_start from 0 to 1; got {pct_start}.");
                        }

                        (_linear, _cycles) = (anneal_strategy == AnnealStrategy.Linear, cycle_momentum);
                        var low = (base_momentum ?? optimizer.ParamGroups.Select(_ => 0.85)).ToList();
                        var high = (max_momentum ?? optimizer.ParamGroups.Select(_ => 0.95)).ToList();
                        _phases = max_lr.Select((most, i) => Phases(most, most / div_factor, most / div_factor / final_div_factor, low[i], high[i], pct_start, three_phase)).ToArray();
                        if (last_epoch == -1)
                        {
                            StartGroups();
                        }

                        step();
                    }

                    /// <summary>How a rate moves between two values.</summary>
                    public enum AnnealStrategy
                    {
                        /// <summary>By half a cosine.</summary>
                        Cos = 0,

                        /// <summary>Evenly.</summary>
                        Linear = 1,
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (_last_epoch > _total)
                        {
                            throw new InvalidOperationException($"Expected at most {_total} steps; got step {_last_epoch + 1}.");
                        }

                        var groups = _optimizer.ParamGroups.ToList();
                        return groups.Select((group, i) =>
                        {
                            var (rate, momentum) = At(_phases[i], _last_epoch);
                            if (_cycles)
                            {
                                Momenta.Set(group, momentum);
                            }

                            return rate;
                        }).ToList();
                    }

                    private List<(double, double, double, double, double)> Phases(double most, double first, double last, double low,
                        double high, double share, bool three) => three
                        ? [((share * _total) - 1, first, most, high, low), ((2 * share * _total) - 2, most, first, low, high),
                            (_total - 1, first, last, high, high)]
                        : [((share * _total) - 1, first, most, high, low), (_total - 1, most, last, low, high)];

                    private void StartGroups()
                    {
                        var i = 0;
                        foreach (var group in _optimizer.ParamGroups)
                        {
                            var first = _phases[i++][0];
                            (group.InitialLearningRate, group.LearningRate) = (first.fromRate, first.fromRate);
                            if (_cycles)
                            {
                                Momenta.Set(group, first.fromMomentum);
                            }
                        }

                        _base_lrs = _optimizer.ParamGroups.Select(group => group.InitialLearningRate).ToList();
                    }

                    private (double rate,
                        double momentum) At(List<(double end, double fromRate, double toRate, double fromMomentum, double toMomentum)> phases, int step)
                    {
                        var start = 0.0;
                        foreach (var phase in phases)
                        {
                            if (step <= phase.end || phase == phases[^1])
                            {
                                var share = (step - start) / (phase.end - start);
                                return (Between(phase.fromRate, phase.toRate, share), Between(phase.fromMomentum, phase.toMomentum, share));
                            }

                            start = phase.end;
                        }

                        throw new InvalidOperationException("A schedule without phases.");
                    }

                    private double Between(double from, double to, double share) =>
                        _linear ? from + ((to - from) * share) : to + ((from - to) / 2 * (1 + Math.Cos(Math.PI * share)));
                }
            }
        }
    }
}
