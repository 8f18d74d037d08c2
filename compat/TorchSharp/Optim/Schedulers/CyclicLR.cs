namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Up and down between two rates, again and again; momentum the other way round.</summary>
                public class CyclicLR : LRScheduler
                {
                    private readonly List<double> _most, _lowMomentum, _highMomentum;
                    private readonly double _cycle, _rising, _gamma;
                    private readonly Func<double, double> _scale;
                    private readonly bool _byCycle, _cycles;

                    /// <summary>The same rates for all groups.</summary>
                    public CyclicLR(Optimizer optimizer, double base_lr, double max_lr, int step_size_up = 2000, int step_size_down = -1,
                        Mode mode = Mode.Triangular, double gamma = 1.0, Func<double, double> scale_fn = null, ScaleMode scale_mode = ScaleMode.Cycle,
                        bool cycle_momentum = true, double base_momentum = 0.8, double max_momentum = 0.9, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, optimizer.ParamGroups.Select(_ => base_lr), optimizer.ParamGroups.Select(_ => max_lr),
                            step_size_up, step_size_down,
                            mode, gamma, scale_fn, scale_mode, cycle_momentum, optimizer.ParamGroups.Select(_ => base_momentum),
                            optimizer.ParamGroups.Select(_ => max_momentum), last_epoch, verbose)
                    {
                    }

                    /// <summary>Rates for each group.</summary>
                    public CyclicLR(Optimizer optimizer, IEnumerable<double> base_lr, IEnumerable<double> max_lr, int step_size_up = 2000,
                        int step_size_down = -1, Mode mode = Mode.Triangular, double gamma = 1.0, Func<double, double> scale_fn = null,
                        ScaleMode scale_mode = ScaleMode.Cycle, bool cycle_momentum = true, IEnumerable<double> base_momentum = null,
                        IEnumerable<double> max_momentum = null, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        var down = step_size_down < 0 ? step_size_up : step_size_down;
                        (_cycle, _rising, _gamma, _cycles) = (step_size_up + down, step_size_up / (double)(step_size_up + down), gamma,
                            cycle_momentum);
                        _most = max_lr.ToList();
                        _lowMomentum = (base_momentum ?? _most.Select(_ => 0.8)).ToList();
                        _highMomentum = (max_momentum ?? _most.Select(_ => 0.9)).ToList();
                        (_scale, _byCycle) = scale_fn is not null ? (scale_fn, scale_mode == ScaleMode.Cycle) : mode switch
                        {
                            Mode.Triangular2 => (cycle => 1 / Math.Pow(2, cycle - 1), true),
                            Mode.ExpRange => (iteration => Math.Pow(_gamma, iteration), false),
                            _ => ((Func<double, double>)(_ => 1.0), true),
                        };
                        Start(base_lr.ToList(), last_epoch);
                        step();
                    }

                    /// <summary>How the height of the cycles changes.</summary>
                    public enum Mode
                    {
                        /// <summary>Not at all.</summary>
                        Triangular = 0,

                        /// <summary>Half the height with each cycle.</summary>
                        Triangular2 = 1,

                        /// <summary>By gamma with each step.</summary>
                        ExpRange = 2,
                    }

                    /// <summary>What the scaling function is given.</summary>
                    public enum ScaleMode
                    {
                        /// <summary>The number of the cycle.</summary>
                        Cycle = 0,

                        /// <summary>The number of the step.</summary>
                        Iterations = 1,
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        var cycle = Math.Floor(1 + (_last_epoch / _cycle));
                        var x = 1 + (_last_epoch / _cycle) - cycle;
                        var height = (x <= _rising ? x / _rising : (x - 1) / (_rising - 1)) * _scale(_byCycle ? cycle : _last_epoch);
                        return _optimizer.ParamGroups.ToList().Select((group, i) =>
                        {
                            if (_cycles)
                            {
                                Momenta.Set(group, _highMomentum[i] - ((_highMomentum[i] - _lowMomentum[i]) * height));
                            }

                            return _base_lrs[i] + ((_most[i] - _base_lrs[i]) * height);
                        }).ToList();
                    }

                    private void Start(List<double> first, int lastEpoch)
                    {
                        _base_lrs = first;
                        if (lastEpoch != -1)
                        {
                            return;
                        }

                        var i = 0;
                        foreach (var group in _optimizer.ParamGroups)
                        {
                            (group.LearningRate, group.InitialLearningRate) = (first[i], first[i]);
                            i++;
                        }
                    }
                }

                /// <summary>The momentum of a group, whatever its optimiser calls it.</summary>
                internal static class Momenta
                {
                    /// <summary>Sets the momentum, or the first beta.</summary>
                    /// <exception cref="ArgumentException">The group has neither.</exception>
                    internal static void Set(ILearningRateController group, double momentum)
                    {
                        switch (group)
                        {
                            case IMomentum own:
                                own.Momentum = momentum;
                                break;
                            case IBetas own:
                                own.Betas = (momentum, own.Betas.Item2);
                                break;
                            default:
                                throw new ArgumentException("Expected an optimizer with momentum or betas; got one without: set cycle_momentum to false.");
                        }
                    }
                }
            }
        }
    }
}
