# Networks of leaky integrate-and-fire neurons in Brian2, compiled (cpp_standalone), for spiking.bench.ts: the synapses, the potentials at the start and
# the constants are those of the request. Times the loop alone, in processor time: clock() is read before and after it.
# A request with "again" runs what was built last once more.
import json
import os
import shutil
import subprocess
import sys
import tempfile

import numpy
from brian2 import *


built = None


def answer(request):
    global built
    if 'again' in request:
        return ran(built)
    if built:
        shutil.rmtree(built)
    device.reinit()
    device.activate()
    built = tempfile.mkdtemp()
    set_device('cpp_standalone', directory=built, build_on_run=False)
    build(request, built)
    return {'built': True}


def build(request, folder):
    size = request['neurons']
    defaultclock.dt = request['dt'] * second
    pre, post = (numpy.fromfile(request[name], dtype=numpy.uint32).astype(numpy.int32) for name in ('pre', 'post'))
    weight = numpy.fromfile(request['weight'])
    namespace = {name: request[name] * unit for name, unit in
                 (('taum', second), ('taue', second), ('taui', second), ('rest', volt), ('threshold', volt), ('reset', volt), ('held', volt))}
    synapses = ' dge/dt = -ge/taue : {0}\n dgi/dt = -gi/taui : {0}'
    if request['kind'] == 'current':
        equations = 'dv/dt = (ge + gi + held + rest - v)/taum : volt (unless refractory)\n' + synapses.format('volt')
        method, unit = 'exact', volt
    else:
        equations = 'dv/dt = (-ge*v + gi*(-80*mV - v) + held + rest - v)/taum : volt (unless refractory)\n' + synapses.format('1')
        method, unit = 'exponential_euler', 1
    neurons = NeuronGroup(size, equations, threshold='v >= threshold', reset='v = reset', refractory=request['refractory'] * second, method=method, namespace=namespace)
    neurons.v = numpy.fromfile(request['start']) * volt
    connections = []
    for chosen, variable in ((weight > 0, 'ge'), (weight < 0, 'gi')):
        between = Synapses(neurons, neurons, 'w : %s' % ('volt' if unit is volt else '1'), on_pre=variable + ' += w', delay=request['delay'] * second)
        between.connect(i=pre[chosen], j=post[chosen])
        between.w = (weight[chosen] if unit is volt else abs(weight[chosen])) * unit
        connections.append(between)
    spikes = SpikeMonitor(neurons)
    network = Network(neurons, spikes, *connections)
    device.insert_code('main', 'const clock_t began = clock();')
    network.run(request['seconds'] * second)
    device.insert_code('main', 'printf("%.9f\\n", double(clock() - began) / CLOCKS_PER_SEC);')
    device.build(directory=folder, compile=True, run=False, with_output=False)


def ran(folder):
    done = subprocess.run(['./main'], cwd=folder, capture_output=True, text=True, check=True)
    # a monitor is numbered where those of earlier networks are still known
    fired = next(name for name in os.listdir(folder + '/results') if name.startswith('_array_spikemonitor') and '_N_' in name)
    return {'seconds': float(done.stdout.split()[-1]), 'spikes': int(numpy.fromfile(folder + '/results/' + fired, dtype=numpy.int32)[0])}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
if built:
    shutil.rmtree(built)
